// SurveyJS's own engine: one JSON question a line on standard input, one JSON answer a line on standard output.
//   {"expression", "values"}             → {"value", "condition", "error"}
//   {"definition", "answers": [{…}, …]}  → [{"shown": [names], "wrong": [names]}, …]
"use strict";
const readline = require("readline");
const survey = require(process.argv[2] + "/node_modules/survey-core");
console.warn = () => {};

function reckon({ expression, values }) {
  const parser = new survey.ConditionsParser();
  if (!parser.parseExpression(expression)) return { error: parser.error ? parser.error.at : -1 };
  const value = new survey.ExpressionRunner(expression).runValues(values, {});
  return { value: value === undefined || Number.isNaN(value) ? null : value, condition: new survey.ConditionRunner(expression).runValues(values, {}) };
}

function fill({ definition, answers }) {
  const model = new survey.Model(definition);
  const questions = model.getAllQuestions();
  return answers.map((data) => {
    model.clear(true);
    model.data = data;
    const shown = questions.filter((one) => one.isVisible && one.parent.isVisible && one.page.isVisible);
    const wrong = shown.filter((one) => !one.isReadOnly && !one.validate(false));
    return { shown: shown.map((one) => one.name), wrong: wrong.map((one) => one.name) };
  });
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const asked = JSON.parse(line);
  process.stdout.write(JSON.stringify(asked.definition ? fill(asked) : reckon(asked)) + "\n");
});
