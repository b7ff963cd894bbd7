use std::fmt::Write as _;

/// The operations of NAS-Bench-201 by NASLib's numbers.
const OPERATIONS_201: [&str; 5] = ["skip_connect", "none", "nor_conv_3x3", "nor_conv_1x1", "avg_pool_3x3"];
/// NAS-Bench-101: NASLib's number of each interior operation and its digit in a cell's text.
const OPERATIONS_101: [(u8, char); 3] = [(4, '0'), (3, '1'), (2, '2')];
/// NAS-Bench-101: NASLib's numbers of a cell's ends.
const INPUT: u8 = 0;
const OUTPUT: u8 = 1;

/// What `space` calls the architecture that NASLib writes as this tuple; `None` for what is no such tuple, or where the
/// space's tuples are not known here.
pub fn from_tuple(space: &str, tuple: &str) -> Option<String> {
    let inner = tuple.trim().strip_prefix('(')?.strip_suffix(')')?;
    let numbers: Vec<u8> =
        inner.split(',').map(|number| number.trim().parse().ok()).collect::<Option<Vec<u8>>>()?;
    match space {
        "nasbench201" => cell_201(&numbers),
        "nasbench101" => cell_101(&numbers),
        _ => None,
    }
}

fn cell_201(numbers: &[u8]) -> Option<String> {
    let operation = |number: &u8| OPERATIONS_201.get(usize::from(*number)).copied();
    let operations: Vec<&str> = numbers.iter().map(operation).collect::<Option<_>>()?;
    let [a, b, c, d, e, f] = operations.try_into().ok()?;
    Some(format!("|{a}~0|+|{b}~0|{d}~1|+|{c}~0|{e}~1|{f}~2|"))
}

fn cell_101(numbers: &[u8]) -> Option<String> {
    let vertices = (2..=7).find(|n| n * n + n == numbers.len())?;
    let (matrix, operations) = numbers.split_at(vertices * vertices);
    let (first, last) = (operations.first()?, operations.last()?);
    if (*first, *last) != (INPUT, OUTPUT) {
        return None;
    }
    let mut text = String::new();
    for (position, &bit) in matrix.iter().enumerate() {
        let above = position % vertices > position / vertices;
        match (bit, above) {
            (0, false) => {}
            (0, true) => text.push('0'),
            (1, true) => text.push('1'),
            _ => return None,
        }
    }
    text.push(':');
    for operation in &operations[1..vertices - 1] {
        text.push(OPERATIONS_101.iter().find(|(number, _)| number == operation)?.1);
    }
    Some(text)
}

/// The tuple that NASLib writes for an architecture: a NAS-Bench-201 cell, or a NAS-Bench-101 cell as `ADJACENCY:OPS`.
/// `None` for what is neither.
pub fn to_tuple(space: &str, architecture: &str) -> Option<String> {
    let numbers = match space {
        "nasbench201" => {
            let operations: Vec<&str> = architecture
                .split(['|', '+'])
                .filter(|part| !part.is_empty())
                .map(|part| part.split('~').next())
                .collect::<Option<_>>()?;
            let number = |name: &str| OPERATIONS_201.iter().position(|operation| *operation == name);
            let [a, b, d, c, e, f]: [&str; 6] = operations.try_into().ok()?;
            [a, b, c, d, e, f].into_iter().map(number).collect::<Option<Vec<usize>>>()?
        }
        "nasbench101" => {
            let (adjacency, labels) = architecture.split_once(':')?;
            let vertices = labels.len() + 2;
            if adjacency.len() != vertices * (vertices - 1) / 2 || vertices > 7 {
                return None;
            }
            let mut bits = adjacency.bytes();
            let mut numbers = Vec::new();
            for position in 0..vertices * vertices {
                let above = position % vertices > position / vertices;
                numbers.push(usize::from(above && bits.next()? == b'1'));
            }
            numbers.push(usize::from(INPUT));
            for label in labels.chars() {
                let found = OPERATIONS_101.iter().find(|(_, digit)| *digit == label)?;
                numbers.push(usize::from(found.0));
            }
            numbers.push(usize::from(OUTPUT));
            numbers
        }
        _ => return None,
    };
    let mut text = "(".to_owned();
    for (position, number) in numbers.iter().enumerate() {
        // Writing to a String can't fail.
        let _ = write!(text, "{}{number}", if position == 0 { "" } else { ", " });
    }
    text.push(')');
    Some(text)
}
