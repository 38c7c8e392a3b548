using System.Text;
using T2L.Adapters.Examples;
using T2L.Testing;

namespace T2L.Adapters.Tests.Examples;

public sealed class ExampleFileTests
{
    [Fact]
    public void Reads_one_example_a_line()
    {
        var examples = Parse("\uFEFF{\"input\": \"stone\", \"answer\": \"enots\"}\r\n\n{\"answer\": \"ü\\n\", \"input\": \"🙂\"}");

        Assert.Equal([new("stone", "enots"), new("🙂", "ü\n")], examples);
    }

    [Theory]
    [InlineData("", "e.jsonl: There are no examples; expected 1 to 64")]
    [InlineData("\n \n", "e.jsonl: There are no examples")]
    [InlineData("{\"input\": \"a\", \"answer\": \"b\"}\nstone", "e.jsonl, line 2: not JSON")]
    [InlineData("[1]", "e.jsonl, line 1: expected an object")]
    [InlineData("{\"input\": \"a\"}", "e.jsonl, line 1: answer is missing or no text")]
    [InlineData("{\"input\": 7, \"answer\": \"b\"}", "e.jsonl, line 1: input is missing or no text")]
    [InlineData("{\"input\": \"\", \"answer\": \"b\"}", "e.jsonl, line 1: input is missing or empty")]
    [InlineData("{\"input\": \"a\", \"answer\": \"b\", \"output\": \"c\"}", "e.jsonl, line 1: field 'output' is not known; expected input and answer")]
    [InlineData("{\"input\": \"a\", \"input\": \"a\", \"answer\": \"b\"}", "e.jsonl, line 1: not JSON")]
    [InlineData("\n\n{\"input\": \"a\\u0000\", \"answer\": \"b\"}", "e.jsonl, line 3: input is not text: character 2 is U+0000")]
    public void Refuses_what_is_no_list_of_examples(string text, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<ExampleFormatException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_half_a_surrogate_pair() =>
        Assert.StartsWith("e.jsonl, line 1: ", Assert.Throws<ExampleFormatException>(() => Parse("{\"input\": \"a\\ud83d\", \"answer\": \"b\"}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_bytes_that_are_no_text() =>
        Assert.Equal("e.jsonl: the file is not UTF-8 text.", Assert.Throws<ExampleFormatException>(() => ExampleFile.Parse([0xFF, 0xFE], "e.jsonl")).Message);

    [Fact]
    public void Refuses_the_first_line_beyond_the_limit()
    {
        var lines = string.Concat(Enumerable.Repeat("{\"input\": \"a\", \"answer\": \"b\"}\n", 65));

        Assert.Equal(64, Parse(lines[..lines.TrimEnd('\n').LastIndexOf('\n')]).Count);
        Assert.StartsWith("e.jsonl, line 65: this is example 65; at most 64", Assert.Throws<ExampleFormatException>(() => Parse(lines)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_texts_that_are_too_long_alone_or_together()
    {
        static string Line(int length) => $"{{\"input\": \"{new string('a', length)}\", \"answer\": \"b\"}}\n";

        Assert.Single(Parse(Line(2048)));
        Assert.StartsWith("e.jsonl, line 1: input has 2049 characters; at most 2048", Assert.Throws<ExampleFormatException>(() => Parse(Line(2049))).Message, StringComparison.Ordinal);
        Assert.StartsWith("e.jsonl: The examples have 65568 characters together", Assert.Throws<ExampleFormatException>(() => Parse(string.Concat(Enumerable.Repeat(Line(2048), 32)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_file_cannot_be_read() =>
        Assert.Contains("/nowhere/e.jsonl", Assert.Throws<ExampleFormatException>(() => ExampleFile.Read("/nowhere/e.jsonl")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Reads_what_comes_through_a_pipe()
    {
        using var folder = new TemporaryDirectory();

        var examples = await Fifo.ReadAsync(folder.File("pipe"), "{\"input\": \"stone\", \"answer\": \"enots\"}\n"u8.ToArray(), ExampleFile.Read);

        Assert.Equal([new("stone", "enots")], examples);
    }

    [Fact]
    public void Refuses_more_bytes_than_examples_can_have()
    {
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, new byte[ExampleFile.MaxBytes + 1]);

        Assert.Contains("more than 1048576 bytes", Assert.Throws<ExampleFormatException>(() => ExampleFile.Read(path)).Message, StringComparison.Ordinal);
        File.Delete(path);
    }

    [Fact]
    public void The_digest_follows_content_and_order_and_nothing_else()
    {
        AnswerExample[] list = [new("a", "b"), new("c", "d")];

        Assert.Equal(AnswerExamples.DigestOf(list), AnswerExamples.DigestOf(Parse("{\"answer\":\"b\",\"input\":\"\\u0061\"}\n\n{\"input\":\"c\",\"answer\":\"d\"}")));
        Assert.NotEqual(AnswerExamples.DigestOf(list), AnswerExamples.DigestOf([list[1], list[0]]));
        Assert.NotEqual(AnswerExamples.DigestOf([new("ab", "c")]), AnswerExamples.DigestOf([new("a", "bc")]));
    }

    private static IReadOnlyList<AnswerExample> Parse(string text) => ExampleFile.Parse(Encoding.UTF8.GetBytes(text), "e.jsonl");
}
