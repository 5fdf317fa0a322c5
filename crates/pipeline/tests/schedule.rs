//! A week of pipelines with a clock that is passed in: a restart, a run that hangs, one that fails.
#![allow(clippy::unwrap_used)]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use jiff::{SignedDuration, Timestamp};
use solieu_pipeline::{Attempt, Attempts, Ended, Job, Layout, Messages, Notice, Occasion, Pipeline, Scheduler};

/// How the runs of a pipeline go: by due time, the attempts one after the other; else well after a minute.
type Script = BTreeMap<(String, Timestamp), Vec<Planned>>;

#[derive(Clone)]
enum Planned {
    Ends(Ended),
    Hangs,
}

/// What happened, in order.
#[derive(Default)]
struct World {
    now: Timestamp,
    script: Script,
    started: Vec<(String, Timestamp, Timestamp)>,
    completed: Vec<(String, Timestamp)>,
    cut: Vec<String>,
    overlaps: u32,
    at_work: BTreeMap<String, u32>,
    notices: Vec<(String, Occasion)>,
}

#[derive(Clone)]
struct Shared(Rc<RefCell<World>>);

struct Run {
    world: Shared,
    pipeline: String,
    due: Timestamp,
    ends: Option<(Timestamp, Ended)>,
}

impl Attempts for Shared {
    fn start(&self, job: &Job, due: Timestamp) -> std::io::Result<Box<dyn Attempt>> {
        let mut world = self.0.borrow_mut();
        let (now, pipeline) = (world.now, job.pipeline.name.clone());
        world.started.push((pipeline.clone(), due, now));
        let at_work = world.at_work.entry(pipeline.clone()).or_default();
        *at_work += 1;
        let overlap = u32::from(*at_work > 1);
        world.overlaps += overlap;
        let planned = world.script.get_mut(&(pipeline.clone(), due)).filter(|list| !list.is_empty()).map(|list| list.remove(0));
        let ends = match planned.unwrap_or(Planned::Ends(Ended::Done)) {
            Planned::Ends(ended) => Some((now + SignedDuration::from_mins(1), ended)),
            Planned::Hangs => None,
        };
        Ok(Box::new(Run { world: self.clone(), pipeline, due, ends }))
    }
}

impl Attempt for Run {
    fn poll(&mut self) -> Option<Ended> {
        let mut world = self.world.0.borrow_mut();
        let (_, ended) = self.ends.clone().filter(|(at, _)| *at <= world.now)?;
        *world.at_work.get_mut(&self.pipeline).unwrap() -= 1;
        if ended.is_good() {
            world.completed.push((self.pipeline.clone(), self.due));
        }
        Some(ended)
    }

    fn end(&mut self) {
        let mut world = self.world.0.borrow_mut();
        *world.at_work.get_mut(&self.pipeline).unwrap() -= 1;
        world.cut.push(self.pipeline.clone());
    }
}

impl Messages for Shared {
    fn send(&self, pipeline: &Pipeline, notice: &Notice) {
        self.0.borrow_mut().notices.push((pipeline.name.clone(), notice.occasion));
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn job(folder: &Path, name: &str, cron: &str, more: &str) -> Job {
    let text = format!("[[sources]]\npath = '.'\n[schedule]\ncron = '{cron}'\ntimezone = 'UTC'\n{more}");
    let file = folder.join(format!("{name}.toml"));
    Job::of(Pipeline::from_toml(&text, &file).unwrap(), file, Layout::new(folder.join(name))).unwrap()
}

/// Lets the time go on until a moment, asking the scheduler whenever it wants to be asked.
fn live(scheduler: &mut Scheduler<'_>, world: &Shared, until: Timestamp) {
    loop {
        let now = world.0.borrow().now;
        let wake = scheduler.step(now).unwrap().max(now + SignedDuration::from_secs(10));
        if wake >= until {
            world.0.borrow_mut().now = until;
            return;
        }
        world.0.borrow_mut().now = wake;
    }
}

#[test]
fn a_week_of_pipelines() {
    let folder = tempfile::tempdir().unwrap();
    let jobs = || {
        vec![
            job(folder.path(), "nightly", "0 2 * * *", "backoff_seconds = 600"),
            job(folder.path(), "hourly", "0 * * * *", "max_minutes = 30\nretries = 0\njitter_seconds = 120"),
        ]
    };
    let world = Shared(Rc::new(RefCell::new(World { now: at("2026-11-02T00:30:00Z"), ..World::default() })));
    let failed = || Planned::Ends(Ended::Failed { message: "disk".into() });
    let rejects = || Planned::Ends(Ended::Rejects { files: vec!["bad.txt".into()] });
    let blocked = Planned::Ends(Ended::Blocked { message: "coverage".into() });
    world.0.borrow_mut().script = BTreeMap::from([
        (("nightly".into(), at("2026-11-03T02:00:00Z")), vec![failed(), failed()]),
        (("nightly".into(), at("2026-11-04T02:00:00Z")), vec![failed(), failed(), failed(), failed()]),
        (("nightly".into(), at("2026-11-06T02:00:00Z")), vec![rejects()]),
        (("nightly".into(), at("2026-11-07T02:00:00Z")), vec![rejects()]),
        (("hourly".into(), at("2026-11-05T10:00:00Z")), vec![Planned::Hangs]),
        (("hourly".into(), at("2026-11-05T15:00:00Z")), vec![blocked]),
    ]);

    let mut scheduler = Scheduler::new(jobs(), &world, &world, world.0.borrow().now).unwrap();
    // The machine goes down in the middle of the nightly run of the 5th, for four hours.
    live(&mut scheduler, &world, at("2026-11-05T02:00:30Z"));
    scheduler.stop();
    world.0.borrow_mut().now = at("2026-11-05T06:10:00Z");
    let now = world.0.borrow().now;
    let mut scheduler = Scheduler::new(jobs(), &world, &world, now).unwrap();
    live(&mut scheduler, &world, at("2026-11-09T00:30:00Z"));

    let world = world.0.borrow();
    assert_eq!(world.overlaps, 0, "a pipeline never runs beside itself");
    let done = |name: &str| world.completed.iter().filter(|(pipeline, _)| pipeline == name).map(|(_, due)| *due).collect::<Vec<_>>();
    let nightly = done("nightly");
    let expected: Vec<_> = [2, 3, 5, 6, 7, 8].map(|day| at(&format!("2026-11-{day:02}T02:00:00Z"))).into();
    assert_eq!(nightly, expected, "each due run once; that of the 4th failed for good");
    let hourly = done("hourly");
    assert!(hourly.windows(2).all(|two| two[0] < two[1]), "none twice");
    // 168 hours without those of the stop but its last (that of 2 o'clock was cut off or had not begun), the one that hung and the one that was blocked.
    let missed = [
        "2026-11-05T02:00:00Z",
        "2026-11-05T03:00:00Z",
        "2026-11-05T04:00:00Z",
        "2026-11-05T05:00:00Z",
        "2026-11-05T10:00:00Z",
        "2026-11-05T15:00:00Z",
    ]
    .map(at);
    let all = (1..=168).map(|hour| at("2026-11-02T00:00:00Z") + SignedDuration::from_hours(hour)).filter(|due| !missed.contains(due));
    assert_eq!(hourly, all.collect::<Vec<_>>());
    let begun = world.started.iter().filter(|(name, due, _)| name == "hourly" && *due == at("2026-11-05T02:00:00Z")).count();
    let cut = |name: &str| world.cut.iter().filter(|cut| *cut == name).count();
    assert_eq!((cut("nightly"), cut("hourly")), (1, 1 + begun), "the stop cuts off what runs, the limit the one that hangs");
    let told: Vec<_> = world.notices.iter().map(|(name, occasion)| (name.as_str(), *occasion)).collect();
    assert_eq!(
        told,
        [
            ("nightly", Occasion::Failure),
            ("nightly", Occasion::Recovery),
            ("hourly", Occasion::Failure),
            ("hourly", Occasion::Recovery),
            ("hourly", Occasion::Blocked),
            ("hourly", Occasion::Recovery),
            ("nightly", Occasion::Rejects),
        ],
        "the same rejects are told once"
    );
    let tries: Vec<_> = world
        .started
        .iter()
        .filter(|(name, due, _)| name == "nightly" && *due == at("2026-11-04T02:00:00Z"))
        .map(|(_, _, when)| *when)
        .collect();
    let waits: Vec<_> = tries.windows(2).map(|two| (two[1] - two[0]).total(jiff::Unit::Minute).unwrap().round()).collect();
    assert_eq!(waits[..], [11.0, 21.0, 41.0], "each try waits twice as long, behind a run of a minute");
}
