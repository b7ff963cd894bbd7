use network::CellOperation;

use super::Summation;
use super::number::Number;
use super::program::{InitialSum, Instruction, Operand, Program};
use crate::simd::{InstructionSet, Kernel, dispatch};

/// How many samples are evaluated side by side.
pub(super) const LANES: usize = 128;

/// One number of each of [`LANES`] samples.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub(super) struct Block<T>(pub(super) [T; LANES]);

impl<T: Copy> Block<T> {
    #[inline(always)]
    pub(super) fn splat(value: T) -> Self {
        Self([value; LANES])
    }
}

/// A program, the widths of its layers and its constant.
pub(super) struct Job<'a, T> {
    pub(super) program: &'a Program,
    /// Input and hidden width of each layer.
    pub(super) layers: &'a [(usize, usize)],
    pub(super) weight: T,
    pub(super) summation: Summation,
}

impl<T: Number> Job<'_, T> {
    /// The last layer's output for each step, from the first layer's input terms, each without and with the bias.
    pub(super) fn run(&self, terms: &[[Block<T>; 2]], emit: &mut dyn FnMut(usize, &Block<T>)) {
        dispatch(Steps { job: self, terms, emit });
    }

    #[inline(always)]
    fn steps(&self, terms: &[[Block<T>; 2]], emit: &mut dyn FnMut(usize, &Block<T>)) {
        let states = self.program.states();
        let initial = Block::splat(self.weight);
        let mut memory =
            Memory { states: vec![initial; states], values: vec![initial; self.program.instructions.len()] };
        let mut layers = vec![vec![initial; states]; self.layers.len()];
        for (step, terms) in terms.iter().enumerate() {
            let mut input = *terms;
            for (layer, held) in layers.iter_mut().enumerate() {
                let (_, hidden) = self.layers[layer];
                std::mem::swap(&mut memory.states, held);
                self.cell(&mut memory, &input, hidden);
                // `memory` now holds the old states, so the new ones can overwrite `held`.
                for (next, &operand) in held.iter_mut().zip(&self.program.next) {
                    *next = *memory.get(operand);
                }
                if let Some(&(width, _)) = self.layers.get(layer + 1) {
                    input = self.terms(&held[0], width);
                } else {
                    emit(step, &held[0]);
                }
            }
        }
    }

    /// The sums over `count` equal units of weight times unit, without and with the bias. A sum that the program does
    /// not read is not computed.
    #[inline(always)]
    fn terms(&self, units: &Block<T>, count: usize) -> [Block<T>; 2] {
        let [mut bare, mut biased] = [*units, *units];
        match [InitialSum::Zero, InitialSum::Bias].map(|start| self.program.reads(start)) {
            [true, true] => {
                let both = [&mut bare.0, &mut biased.0];
                self.summation.equal_both(self.weight, &units.0, count, both);
            }
            [true, false] => self.term(InitialSum::Zero, &mut bare, units, count),
            [false, true] => self.term(InitialSum::Bias, &mut biased, units, count),
            [false, false] => {}
        }
        [bare, biased]
    }

    /// The sums over `count` equal units of weight times unit.
    #[inline(always)]
    fn term(&self, start: InitialSum, to: &mut Block<T>, units: &Block<T>, count: usize) {
        self.summation.equal(self.weight, start, &units.0, count, &mut to.0);
    }

    /// All instructions for one step of one layer.
    #[inline(always)]
    fn cell(&self, memory: &mut Memory<T>, input: &[Block<T>; 2], hidden: usize) {
        let weight = self.weight;
        for (at, instruction) in self.program.instructions.iter().enumerate() {
            match *instruction {
                Instruction::InputTerm(InitialSum::Zero) => memory.values[at] = input[0],
                Instruction::InputTerm(InitialSum::Bias) => memory.values[at] = input[1],
                Instruction::HiddenTerm(start, a) => match self.program.siblings[at] {
                    None => {
                        let (states, done, to) = memory.split(at);
                        self.term(start, to, pick(states, done, a), hidden);
                    }
                    Some(sibling) if sibling > at => {
                        let (units, [first, second]) = memory.split_at_both(a, [at, sibling]);
                        let [bare, biased] =
                            if start == InitialSum::Zero { [first, second] } else { [second, first] };
                        self.summation.equal_both(weight, &units.0, hidden, [&mut bare.0, &mut biased.0]);
                    }
                    Some(_) => {}
                },
                Instruction::Linear2(ab) => memory.two(at, ab, |a, b| (a + weight) + b),
                Instruction::Linear3(abc) => memory.three(at, abc, |a, b, c| ((a + weight) + b) + c),
                Instruction::Tanh(a) => memory.one(at, a, T::tanh),
                Instruction::Sigmoid(a) => memory.one(at, a, T::sigmoid),
                Instruction::LeakyRelu(a) => {
                    let slope = T::from_f64(CellOperation::LEAKY_SLOPE);
                    memory.one(at, a, |a| if a > T::ZERO { a } else { a * slope });
                }
                Instruction::Sum(ab) => memory.two(at, ab, |a, b| a + b),
                Instruction::Product(ab) => memory.two(at, ab, |a, b| a * b),
                Instruction::Blend(zab) => memory.three(at, zab, |z, a, b| z * a + (T::ONE - z) * b),
            }
        }
    }
}

struct Steps<'a, 'b, T> {
    job: &'a Job<'b, T>,
    terms: &'a [[Block<T>; 2]],
    emit: &'a mut dyn FnMut(usize, &Block<T>),
}

impl<T: Number> Kernel for Steps<'_, '_, T> {
    type Output = ();

    #[inline(always)]
    fn run<S: InstructionSet>(self) {
        self.job.steps(self.terms, self.emit);
    }
}

/// What instructions read and write.
struct Memory<T> {
    states: Vec<Block<T>>,
    values: Vec<Block<T>>,
}

impl<T: Number> Memory<T> {
    #[inline(always)]
    fn get(&self, operand: Operand) -> &Block<T> {
        match operand {
            Operand::State(state) => &self.states[state],
            Operand::Value(value) => &self.values[value],
        }
    }

    #[inline(always)]
    fn one(&mut self, at: usize, a: Operand, operation: impl Fn(T) -> T) {
        let (states, done, to) = self.split(at);
        let a = pick(states, done, a);
        for lane in 0..LANES {
            to.0[lane] = operation(a.0[lane]);
        }
    }

    #[inline(always)]
    fn two(&mut self, at: usize, [a, b]: [Operand; 2], operation: impl Fn(T, T) -> T) {
        let (states, done, to) = self.split(at);
        let (a, b) = (pick(states, done, a), pick(states, done, b));
        for lane in 0..LANES {
            to.0[lane] = operation(a.0[lane], b.0[lane]);
        }
    }

    #[inline(always)]
    fn three(&mut self, at: usize, [a, b, c]: [Operand; 3], operation: impl Fn(T, T, T) -> T) {
        let (states, done, to) = self.split(at);
        let (a, b, c) = (pick(states, done, a), pick(states, done, b), pick(states, done, c));
        for lane in 0..LANES {
            to.0[lane] = operation(a.0[lane], b.0[lane], c.0[lane]);
        }
    }

    /// The states, the values before `at`, and the value at `at`.
    #[inline(always)]
    fn split(&mut self, at: usize) -> (&[Block<T>], &[Block<T>], &mut Block<T>) {
        let (done, rest) = self.values.split_at_mut(at);
        (&self.states, done, &mut rest[0])
    }

    /// The operand `a`, and the values at two later positions, in ascending order.
    #[inline(always)]
    fn split_at_both(&mut self, a: Operand, [at, later]: [usize; 2]) -> (&Block<T>, [&mut Block<T>; 2]) {
        let (done, rest) = self.values.split_at_mut(at);
        let (first, rest) = rest.split_at_mut(later - at);
        (pick(&self.states, done, a), [&mut first[0], &mut rest[0]])
    }
}

#[inline(always)]
fn pick<'a, T>(states: &'a [Block<T>], done: &'a [Block<T>], operand: Operand) -> &'a Block<T> {
    match operand {
        Operand::State(state) => &states[state],
        Operand::Value(value) => &done[value],
    }
}
