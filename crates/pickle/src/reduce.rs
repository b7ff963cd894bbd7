//! The representation of calls in the stream.

use std::rc::Rc;

use crate::node::{Ledger, Node};
use crate::stack::Stack;
use crate::{Error, Global, Meaning, Value, numpy};

/// The value that represents calling `callable` with a tuple of arguments.
pub(crate) fn construct(
    callable: &Value,
    arguments: Value,
    ledger: &Rc<Ledger>,
    stack: &Stack,
) -> Result<Value, Error> {
    let Value::Global(class) = callable else {
        return Err(stack.unfit(callable, "a global name"));
    };
    let Value::Tuple(tuple) = &arguments else {
        return Err(stack.unfit(&arguments, "a tuple of arguments"));
    };
    let known = match class.meaning {
        Meaning::Opaque => None,
        Meaning::Dict => Some(dictionary(&tuple.cells(), ledger)),
        Meaning::Set => Some(set(&tuple.cells(), ledger)),
        Meaning::Encode => encode(&tuple.cells(), ledger),
        Meaning::NumpyScalar => numpy::scalar(&tuple.cells()),
        Meaning::Reconstructor => reconstructed(&tuple.cells(), ledger),
    };
    Ok(known.unwrap_or_else(|| object(class, arguments, ledger)))
}

fn object(class: &Rc<Global>, arguments: Value, ledger: &Rc<Ledger>) -> Value {
    let node = Node::new(ledger, Some(Rc::clone(class)));
    node.push(arguments);
    node.push(Value::None);
    Value::Object(Rc::new(node))
}

/// A new dictionary; old protocols pass its items as a list of pairs. A `defaultdict`'s factory is dropped.
fn dictionary(arguments: &[Value], ledger: &Rc<Ledger>) -> Value {
    let node = Node::new(ledger, None);
    for pairs in arguments.iter().filter_map(Value::as_sequence) {
        for pair in pairs.iter().filter_map(Value::as_sequence) {
            if let [key, value] = &*pair {
                node.push(key.clone());
                node.push(value.clone());
            }
        }
    }
    Value::Dict(Rc::new(node))
}

fn set(arguments: &[Value], ledger: &Rc<Ledger>) -> Value {
    let node = Node::new(ledger, None);
    for items in arguments.iter().filter_map(Value::as_sequence) {
        node.extend(items.to_vec());
    }
    Value::Set(Rc::new(node))
}

/// `encode(text, "latin1")`: one byte per character.
fn encode(arguments: &[Value], ledger: &Ledger) -> Option<Value> {
    let [text, encoding] = arguments else { return None };
    if !matches!(encoding.as_str()?, "latin1" | "latin-1") {
        return None;
    }
    if let Value::Elided(elided) = text {
        return Some(Value::Elided(*elided));
    }
    let text = text.as_str()?;
    ledger.count_steps(text.len());
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    Some(Value::Bytes(bytes?.into()))
}

/// `_reconstructor(class, base, state)`.
fn reconstructed(arguments: &[Value], ledger: &Rc<Ledger>) -> Option<Value> {
    let Some(Value::Global(class)) = arguments.first() else { return None };
    ledger.count_steps(arguments.len());
    let node = Node::new(ledger, None);
    node.extend(arguments[1..].to_vec());
    Some(object(class, Value::Tuple(Rc::new(node)), ledger))
}

/// Sets the state of the target: an object keeps it, a container (an ordered dictionary with attributes) drops it.
/// Returns the node that grew.
pub(crate) fn build<'a>(target: &'a Value, state: Value, stack: &Stack) -> Result<Option<&'a Node>, Error> {
    match target {
        Value::Object(node) => {
            node.replace(1, state);
            Ok(Some(node))
        }
        Value::Dict(_) | Value::Set(_) | Value::List(_) => Ok(None),
        _ => Err(stack.unfit(target, "an object")),
    }
}
