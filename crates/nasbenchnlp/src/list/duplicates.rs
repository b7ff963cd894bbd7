use std::collections::HashMap;

use crate::Recipe;

/// Groups of recipes that are the same graph (see [`Recipe::canonical`]), as positions in `recipes`, in the order of their
/// first member. Unique recipes are left out.
pub fn duplicates<'a>(recipes: impl IntoIterator<Item = &'a Recipe>) -> Vec<Vec<usize>> {
    let mut group_of = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (position, recipe) in recipes.into_iter().enumerate() {
        let group = *group_of.entry(recipe.canonical()).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(position);
    }
    groups.retain(|group| group.len() > 1);
    groups
}
