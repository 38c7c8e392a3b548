using System.Text;
using T2L.Training.Official;
using T2L.Training.Rows;

namespace T2L.Training.Tests.Official;

public sealed class RowPreparationTests
{
    private const string Instructions =
        "Definition: Say what colour it is.\\n\\nPositive Example 1 -\\nInput: snow\\nOutput: white\\n\\nNegative Example 1 -\\nInput: coal\\nOutput: 7\\n\\n"
        + "Now complete the following example -\\nInput: a lemon\\nripe\\nOutput:";

    [Fact]
    public void An_instruction_becomes_definition_problem_and_answer()
    {
        var row = RowPreparation.Of("lol_742", "")(Of($$"""{"input": "{{Instructions}}", "output": ["yellow"]}"""));

        Assert.Equal("Say what colour it is. Please complete the task without any explanation.", row.Text("task_def"));
        Assert.Equal("a lemon\nripe", row.Text("problem"));
        Assert.Equal("yellow", row.Text("answer"));
    }

    [Fact]
    public void Several_outputs_are_asked_for_and_joined()
    {
        var row = RowPreparation.Of("own", "Lots-of-LoRAs/task742")(Of($$"""{"input": "{{Instructions}}", "output": ["yellow", "gold"]}"""));

        Assert.EndsWith("without any explanation.\nThe answer should be a comma-separated list of possible completions.", row.Text("task_def"), StringComparison.Ordinal);
        Assert.Equal("yellow, gold", row.Text("answer"));
    }

    [Theory]
    [InlineData("""{"input": "x", "output": ["y"]}""", "row 3: 'input' lacks 'Definition: '")]
    [InlineData("""{"input": "Definition: x", "output": ["y"]}""", "row 3: 'input' lacks 'Now complete the following example -'")]
    [InlineData("""{"input": "x", "output": "y"}""", "row 3: 'output' is \"y\", expected a list of texts.")]
    [InlineData("""{"output": ["y"]}""", "row 3 has no 'input'; it has output.")]
    public void An_instruction_without_its_marks_is_refused(string json, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<DataFormatException>(() => RowPreparation.Instructions(Of(json))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""["x", "y", "z"]""", """["A", "B", "C"]""", "x y z N/A", "A B C D")]
    [InlineData("""["x", "y", "z"]""", """["1", "2", "3"]""", "x y z N/A", "1 2 3 4")]
    [InlineData("""["x", "y"]""", """["A", "B"]""", "x y N/A N/A", "A B C D")]
    [InlineData("""["x", "y", "z", "u", "v"]""", """["A", "B", "C", "D", "E"]""", "x y z u v", "A B C D E")]
    public void Arc_choices_are_filled_up_to_four(string texts, string labels, string expectedTexts, string expectedLabels)
    {
        var row = RowPreparation.Of("arc_easy", "")(Of("{\"choices\": {\"text\": " + texts + ", \"label\": " + labels + "}}"));

        Assert.Equal(expectedTexts.Split(' '), row.Texts("choices", "text"));
        Assert.Equal(expectedLabels.Split(' '), row.Texts("choices", "label"));
    }

    [Fact]
    public void Arc_choices_without_their_labels_are_refused() =>
        Assert.Contains("'choices' has 2 texts and 1 labels", Assert.Throws<DataFormatException>(
            () => RowPreparation.FourChoices(Of("""{"choices": {"text": ["x", "y"], "label": ["A"]}}"""))).Message, StringComparison.Ordinal);

    [Fact]
    public void Mbpp_tests_become_lines() =>
        Assert.Equal("assert f(1) == 2\nassert f(2) == 3", RowPreparation.Of("mbpp", "")(Of("""{"test_list": ["assert f(1) == 2", "assert f(2) == 3"]}""")).Text("assertions"));

    private static Row Of(string json) => Row.Parse(Encoding.UTF8.GetBytes(json), "rows.jsonl", 3);
}
