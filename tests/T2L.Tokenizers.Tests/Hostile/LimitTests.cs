using System.Text.Json;
using T2L.Tokenizers.Formats;

namespace T2L.Tokenizers.Tests.Hostile;

/// <summary>Small files that would ask for hours or gigabytes.</summary>
public sealed class LimitTests
{
    private const string Replace = """{"type": "Replace", "pattern": {"String": "a"}, "content": "aaaaaaaa"}""";

    [Theory]
    [InlineData("normalizer", "normalizers", """{"type": "NFC"}""")]
    [InlineData("pre_tokenizer", "pretokenizers", """{"type": "WhitespaceSplit"}""")]
    [InlineData("decoder", "decoders", """{"type": "Fuse"}""")]
    [InlineData("post_processor", "processors", """{"type": "ByteLevel"}""")]
    public void Refuses_more_steps_than_the_limit(string section, string list, string step)
    {
        var halves = Sequence(list, Enumerable.Repeat(step, 32));
        Assert.Equal($"tokenizer.json: {section} has more than 64 steps, which is the limit.", Refused(section, Sequence(list, [halves, halves])));
    }

    [Fact]
    public void Refuses_more_expressions_than_the_limit()
    {
        string Splits(int count) => Sequence("pretokenizers", Enumerable.Range(0, count).Select(i => Split($"x{i}")));
        Open("pre_tokenizer", Splits(8));
        Assert.Equal("tokenizer.json: pre_tokenizer and what stands before it have more than 8 regular expressions, which is the limit.", Refused("pre_tokenizer", Splits(9)));
    }

    [Theory]
    [InlineData("normalizer", "normalizers")]
    [InlineData("decoder", "decoders")]
    public void Refuses_replacements_that_multiply(string section, string list)
    {
        Open(section, Sequence(list, Enumerable.Repeat(Replace, 3)));
        Assert.Equal($"tokenizer.json: {section} can make a text 4096 times as long, the limit is 1024.", Refused(section, Sequence(list, Enumerable.Repeat(Replace, 4))));
    }

    [Fact]
    public void Refuses_a_prefix_longer_than_the_limit() => Assert.Equal("tokenizer.json: normalizer has a 'prepend' of 1025 characters, the limit is 1024.",
        Refused("normalizer", $$"""{"type": "Prepend", "prepend": "{{new string('x', 1025)}}"}"""));

    [Fact]
    public void Refuses_an_expression_that_is_too_long() => AssertExpression(new string('x', 1025), "it has 1025 characters, the limit is 1024.");

    [Fact]
    public void Refuses_an_expression_of_too_many_classes() =>
        AssertExpression(string.Concat(Enumerable.Range(0, 65).Select(i => $"[^a-{(char)('b' + i)}]?")), "it has 65 character classes, the limit is 64.");

    [Fact]
    public void Refuses_an_expression_of_too_many_characters() =>
        AssertExpression(string.Concat(Enumerable.Range(0, 129).Select(i => (char)(0x4E00 + i))), "it names 129 different characters, the limit is 128.");

    [Theory]
    [InlineData("(.{0,90}){0,90}x", "8100")]
    [InlineData("a{257}", "257")]
    [InlineData("(a{99999,}b)*", "99999")]
    public void Refuses_an_expression_that_counts_too_far(string expression, string count) =>
        AssertExpression(expression, $"its counted repetitions make {count}, the limit is 256.");

    [Fact]
    public void Longest_expression_in_use_is_taken() => Open("pre_tokenizer", Split(
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        + @"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"));

    private static void AssertExpression(string expression, string why) =>
        Assert.Equal($"tokenizer.json: pre_tokenizer.pattern.Regex cannot be used here: {why}", Refused("pre_tokenizer", Split(expression)));

    private static string Refused(string section, string value) => Assert.Throws<ModelFormatException>(() => Open(section, value)).Message;

    private static void Open(string section, string value) =>
        Fixture.Of($$$"""{"{{{section}}}": {{{value}}}, "model": {"type": "BPE", "vocab": {"a": 0}, "merges": [] } }""");

    private static string Sequence(string list, IEnumerable<string> steps) => $$"""{"type": "Sequence", "{{list}}": [{{string.Join(",", steps)}}]}""";

    private static string Split(string expression) =>
        $$$"""{"type": "Split", "pattern": {"Regex": {{{JsonSerializer.Serialize(expression)}}}}, "behavior": "Isolated", "invert": false}""";
}
