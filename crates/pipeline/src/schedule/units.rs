//! Schedules for those who prefer systemd or cron to a process that stays up.

use std::path::Path;

use super::Job;

/// Lines for a crontab. They know no catch-up, no limit and no notice.
#[must_use]
pub fn crontab(jobs: &[Job], program: &Path) -> String {
    let mut lines = Vec::new();
    for job in jobs {
        lines.push(format!("CRON_TZ={}", job.schedule.timezone));
        let (program, file, warehouse) = (program.display(), job.file.display(), job.layout.root().display());
        lines.push(format!("{} '{program}' run '{file}' --warehouse '{warehouse}' --log json", job.schedule.cron));
    }
    lines.join("\n") + "\n"
}

/// A service and a timer for each job, one after the other, each below a comment with its file's name.
#[must_use]
pub fn systemd(jobs: &[Job], program: &Path) -> String {
    jobs.iter().map(|job| unit(job, program)).collect::<Vec<_>>().join("\n")
}

fn unit(job: &Job, program: &Path) -> String {
    let name = format!("solieu-{}", job.pipeline.name);
    let (file, warehouse) = (job.file.display(), job.layout.root().display());
    let (minutes, jitter) = (job.schedule.max_minutes, job.schedule.jitter_seconds);
    let times: Vec<String> = calendar(&job.schedule.cron, &job.schedule.timezone).iter().map(|time| format!("OnCalendar={time}")).collect();
    format!(
        "# /etc/systemd/system/{name}.service\n[Unit]\nDescription=Solieu: {pipeline}\n\n[Service]\nType=oneshot\n\
         ExecStart=\"{program}\" run \"{file}\" --warehouse \"{warehouse}\" --log json\n\
         # 2: done, but some input was rejected.\nSuccessExitStatus=2\nTimeoutStartSec={minutes}min\n\n\
         # /etc/systemd/system/{name}.timer\n[Unit]\nDescription=Solieu: when {pipeline} is due\n\n[Timer]\n{times}\n\
         RandomizedDelaySec={jitter}\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n",
        pipeline = job.pipeline.name,
        program = program.display(),
        times = times.join("\n"),
    )
}

/// A cron line as systemd writes it. Where day and weekday are both given cron takes either: two lines.
fn calendar(cron: &str, zone: &str) -> Vec<String> {
    let fields: Vec<&str> = cron.split_whitespace().collect();
    let [minute, hour, day, month, weekday] = fields.as_slice() else { return vec![cron.to_owned()] };
    let (minute, hour) = (field(minute, "0"), field(hour, "0"));
    let line = |day: &str, weekday: &str| {
        let days = if weekday == "*" { String::new() } else { format!("{} ", weekdays(weekday)) };
        format!("{days}*-{}-{} {hour}:{minute}:00 {zone}", field(month, "1"), field(day, "1"))
    };
    if *day != "*" && *weekday != "*" { vec![line(day, "*"), line("*", weekday)] } else { vec![line(day, weekday)] }
}

/// Ranges with two points, steps from the first value.
fn field(cron: &str, first: &str) -> String {
    cron.replace('-', "..").replace("*/", &format!("{first}/"))
}

fn weekdays(cron: &str) -> String {
    const NAMES: [&str; 8] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let name =
        |number: &str| number.parse::<usize>().ok().and_then(|number| NAMES.get(number)).map_or(number.to_owned(), ToString::to_string);
    let part = |part: &str| part.split('-').map(name).collect::<Vec<_>>().join("..");
    cron.split(',').map(part).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cron_lines_as_systemd_writes_them() {
        let check = |cron: &str, expect: &[&str]| assert_eq!(calendar(cron, "Asia/Ho_Chi_Minh"), expect, "{cron}");
        check("30 2 * * *", &["*-*-* 2:30:00 Asia/Ho_Chi_Minh"]);
        check("0 6 * * 1-5", &["Mon..Fri *-*-* 6:0:00 Asia/Ho_Chi_Minh"]);
        check("*/15 8-17 1,15 * *", &["*-*-1,15 8..17:0/15:00 Asia/Ho_Chi_Minh"]);
        check("0 0 1 */3 0", &["*-1/3-1 0:0:00 Asia/Ho_Chi_Minh", "Sun *-1/3-* 0:0:00 Asia/Ho_Chi_Minh"]);
    }
}
