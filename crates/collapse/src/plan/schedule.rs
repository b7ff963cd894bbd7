use super::pass::{Op, OpKind, Place, Rows};
use crate::kernels::rows_of;

/// Orders the rows of a pass's operations so that few rows have to be kept, and sets the sizes of the rings.
pub(super) fn schedule(places: &mut [Place], ops: &[Op]) -> Vec<(u16, u16)> {
    let steps: Vec<usize> = ops.iter().map(|op| steps(places, op)).collect();
    // How many rows of each place exist.
    let mut made: Vec<usize> = places
        .iter()
        .map(|place| match place.rows {
            Rows::Channel(_) | Rows::Loaded { .. } => place.sides[0],
            Rows::Stored | Rows::Ring(_) => 0,
        })
        .collect();
    let mut readers: Vec<Vec<usize>> = vec![Vec::new(); places.len()];
    for (position, op) in ops.iter().enumerate() {
        for &(place, _) in op.kind.terms() {
            readers[place].push(position);
        }
    }
    let mut next = vec![0; ops.len()];
    let mut schedule = Vec::with_capacity(steps.iter().sum());
    let mut most = vec![1; places.len()];
    while next != steps {
        for (position, op) in ops.iter().enumerate() {
            let step = next[position];
            let ready = |&(place, _): &(usize, _)| made[place] > step || step == places[place].sides[0];
            if step == steps[position] || !op.kind.terms().iter().all(ready) {
                continue;
            }
            schedule.push((position as u16, step as u16));
            next[position] += 1;
            if op.kind.terms().is_empty() {
                continue;
            }
            made[op.place] = rows_after(places, op, step + 1);
            let oldest = readers[op.place].iter().map(|&reader| next[reader]).min();
            let kept = made[op.place] - oldest.unwrap_or(made[op.place]).min(made[op.place]);
            most[op.place] = most[op.place].max(kept);
        }
    }
    for (place, most) in places.iter_mut().zip(most) {
        if let Rows::Ring(rows) = &mut place.rows {
            *rows = most.next_power_of_two();
        }
    }
    schedule
}

/// How many steps an operation has.
fn steps(places: &[Place], op: &Op) -> usize {
    match op.kind {
        OpKind::Read | OpKind::Sum(_) => places[op.place].sides[0],
        OpKind::Window3 { from: (from, _), .. } => places[from].sides[0] + 1,
        OpKind::Window { from: (from, _), .. } => places[from].sides[0],
    }
}

/// How many rows an operation has made after `steps` steps.
fn rows_after(places: &[Place], op: &Op, steps: usize) -> usize {
    match op.kind {
        OpKind::Read | OpKind::Sum(_) => steps,
        OpKind::Window3 { .. } => steps - 1,
        OpKind::Window { from: (from, _), window, .. } => {
            rows_of(window, [places[from].sides[0], places[op.place].sides[0]], steps)
        }
    }
}
