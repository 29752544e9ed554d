//! Descriptions as JSON Schema, draft 2020-12, with the hover text of editors.

use serde_json::{Map, Value, json};

use super::{Form, Key, Kind, Object, Rule, Shape};

/// The schema of a kind, with two blanks of indent and a line end.
#[must_use]
pub fn schema(kind: &Kind) -> String {
    let mut root = Map::new();
    root.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    root.insert("title".into(), kind.title.into());
    root.insert("description".into(), format!("{}: {}", kind.title, kind.place).into());
    root.extend(shape(&kind.shape));
    format!("{:#}\n", Value::Object(root))
}

fn shape(shape: &Shape) -> Map<String, Value> {
    let value = match shape {
        // What is written as a number is taken as text, as it stands.
        Shape::Line | Shape::Prose => json!({"type": ["string", "number"], "pattern": "\\S"}),
        Shape::Truth => json!({"enum": [true, false, "yes", "no"]}),
        Shape::Whole => json!({"type": "integer", "minimum": 0}),
        Shape::Form(found) => form(found),
        Shape::Words(words) => json!({"enum": words()}),
        Shape::List(item) => {
            json!({"type": "array", "items": Value::Object(self::shape(item))})
        }
        Shape::Map(of) => Value::Object(object(of)),
        Shape::ByStatement(of) => json!({
            "type": "object",
            "propertyNames": {"pattern": "^(income|balance-sheet|cash-flows|equity|other-.+)$"},
            "additionalProperties": Value::Object(object(of)),
        }),
        Shape::ProseOr(of) => {
            json!({"anyOf": [Value::Object(self::shape(&Shape::Prose)), Value::Object(object(of))]})
        }
    };
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn form(form: &Form) -> Value {
    let kind = if form.number { json!(["string", "number"]) } else { json!("string") };
    let example =
        form.examples.first().map_or_else(String::new, |text| format!(", such as {text}"));
    json!({
        "type": kind,
        "pattern": form.pattern,
        // What editors say in place of the pattern; validators pass over it.
        "patternErrorMessage": format!("Write {}{example}.", form.name),
        "examples": form.examples,
    })
}

fn object(object: &Object) -> Map<String, Value> {
    let required: Vec<&str> = object.keys.iter().filter(|k| k.required).map(|k| k.name).collect();
    let mut found = Map::new();
    found.insert("type".into(), "object".into());
    let properties = object.keys.iter().map(|key| (key.name.to_owned(), property(key)));
    found.insert("properties".into(), properties.collect::<Map<_, _>>().into());
    found.insert("required".into(), required.into());
    found.insert("additionalProperties".into(), false.into());
    let each = |keys: &[&str]| -> Vec<Value> {
        keys.iter().map(|key| json!({"required": [key]})).collect()
    };
    match object.rule {
        Rule::Free => {}
        Rule::NotTogether(keys) => {
            found.insert("not".into(), json!({"required": keys}));
        }
        Rule::One(keys) => {
            found.insert("oneOf".into(), each(keys).into());
        }
        Rule::Some(keys) => {
            found.insert("anyOf".into(), each(keys).into());
        }
    }
    found
}

/// A key's value, with its meaning for editors that show plain text and for those that show Markdown.
fn property(key: &Key) -> Value {
    let takes = match &key.shape {
        Shape::Map(_) | Shape::List(Shape::Map(_)) | Shape::ByStatement(_) => String::new(),
        shape => format!("\n\nTakes {shape}."),
    };
    let mut property = Map::new();
    property.insert("description".into(), key.doc.replace('`', "").into());
    property.insert("markdownDescription".into(), format!("{}{takes}", key.doc).into());
    property.extend(shape(&key.shape));
    Value::Object(property)
}
