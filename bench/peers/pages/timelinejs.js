/** TimelineJS3 as far as it can: it draws lanes and zooms by its buttons; it knows no filter. */
const told = JSON.parse(document.getElementById('told').textContent);
const start = Date.parse(told.start), DAY = 86400000;
const parts = (day) => {
    const moment = new Date(start + day * DAY);
    return { year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, day: moment.getUTCDate() };
};
const events = told.left.map((left, at) => ({
    start_date: parts(left),
    ...(told.right[at] ? { end_date: parts(told.right[at] - 1) } : {}),
    text: { headline: told.title[at] },
    group: told.lanes[told.lane[at]],
}));
document.getElementById('drawing').style.height = '800px';
const timeline = new TL.Timeline('drawing', { events }, {
    font: null, hash_bookmark: false, timenav_height_percentage: 70, duration: 1, script_path: `${location.origin}/files/`, soundcite: false,
});
timeline.on('loaded', () => requestAnimationFrame(() => setTimeout(() => performance.mark('drawn'))));
