use std::borrow::Cow;

use config::Study;

use crate::analyse::Analysis;

/// The analysis as a person reads it: proxies and labels by their titles, where the config gives them some. Files keep the
/// names.
pub(super) fn titled<'a>(study: &Study, analysis: &'a Analysis) -> Cow<'a, Analysis> {
    let proxies = study.proxies.iter().all(|proxy| proxy.title.is_none());
    if proxies && study.labels.iter().all(|label| label.title.is_none()) {
        return Cow::Borrowed(analysis);
    }
    let proxy = |name: &mut String| {
        if let Some(found) = study.proxies.iter().find(|proxy| proxy.name == *name) {
            found.shown().clone_into(name);
        }
    };
    let label = |name: &mut String| {
        if let Some(found) = study.labels.iter().find(|label| label.name == *name) {
            found.shown().clone_into(name);
        }
    };
    let mut analysis = analysis.clone();
    analysis.proxies.iter_mut().for_each(|column| proxy(&mut column.name));
    analysis.labels.iter_mut().for_each(|values| label(&mut values.name));
    for row in &mut analysis.correlations {
        proxy(&mut row.score);
        label(&mut row.label);
    }
    let details = &mut analysis.details;
    for row in &mut details.missing {
        proxy(&mut row.proxy);
        label(&mut row.label);
    }
    for row in &mut details.comparisons {
        proxy(&mut row.first);
        proxy(&mut row.second);
        label(&mut row.label);
    }
    for row in &mut details.tops {
        proxy(&mut row.proxy);
        label(&mut row.label);
    }
    for row in &mut details.bands {
        proxy(&mut row.proxy);
        label(&mut row.label);
    }
    for row in &mut details.strata {
        proxy(&mut row.proxy);
        label(&mut row.label);
    }
    details.noise.iter_mut().for_each(|row| label(&mut row.label));
    for row in &mut details.ties {
        if row.is_label { label(&mut row.column) } else { proxy(&mut row.column) }
    }
    details.between.names.iter_mut().for_each(proxy);
    Cow::Owned(analysis)
}
