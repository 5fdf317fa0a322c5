//! Robust statistics: medians by series.

use polars::prelude::{ChunkQuantile, DataFrame, NamedFrom, PolarsResult, Series, SortMultipleOptions};

/// One number of a series, the series numbered from 0.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Point {
    pub(crate) series: u32,
    pub(crate) value: f64,
}

/// Centre and spread of a series: the median, and the median distance from it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Middle {
    pub(crate) centre: f64,
    pub(crate) spread: f64,
    pub(crate) size: usize,
}

/// The middle of each series.
pub(crate) fn middles(points: &[Point]) -> PolarsResult<Vec<Middle>> {
    let count = points.iter().map(|point| point.series as usize + 1).max().unwrap_or(0);
    let centres = medians(points, count)?;
    let distance = |point: &Point| Point { value: (point.value - centres[point.series as usize]).abs(), ..*point };
    let distances: Vec<Point> = points.iter().map(distance).collect();
    let spreads = medians(&distances, count)?;
    let mut sizes = vec![0; count];
    for point in points {
        sizes[point.series as usize] += 1;
    }
    Ok((0..count).map(|at| Middle { centre: centres[at], spread: spreads[at], size: sizes[at] }).collect())
}

fn medians(points: &[Point], count: usize) -> PolarsResult<Vec<f64>> {
    let series: Vec<u32> = points.iter().map(|point| point.series).collect();
    let values: Vec<f64> = points.iter().map(|point| point.value).collect();
    let frame =
        DataFrame::new(points.len(), vec![Series::new("series".into(), series).into(), Series::new("value".into(), values).into()])?;
    let frame = frame.sort(["series"], SortMultipleOptions::default())?;
    let (keys, values) = (frame.column("series")?.u32()?, frame.column("value")?.f64()?);
    let keys: Vec<u32> = keys.into_no_null_iter().collect();
    let mut medians = vec![0.0; count];
    let mut start = 0;
    for run in keys.chunk_by(|a, b| a == b) {
        let own = values.slice(start as i64, run.len());
        medians[run[0] as usize] = own.median().unwrap_or_default();
        start += run.len();
    }
    Ok(medians)
}
