using System.Text.RegularExpressions;
using T2L.Adapters.Lora;

namespace T2L.Adapters.Tests.Lora;

public class PathExpressionTests
{
    private static readonly string[] Paths =
    [
        "model.layers.1.self_attn.q_proj", "model.layers.11.self_attn.q_proj", "model.layers.20.mlp.down_proj", "q_proj", "xq_proj", "model", "layers.1",
        "model.layers.1.self_attn.v_proj", "a", "aaaa", "ab.ab", "", ".", "model.layers.3.self_attn.q_proj.q_proj",
    ];

    // The reference is .NET's engine, which agrees with Python's on these.
    [Theory]
    [InlineData("layers.1.*q_proj")]
    [InlineData(@"layers\.(0|1|11)\.self_attn\.[qv]_proj")]
    [InlineData(@"layers\.\d+\.mlp\.\w+")]
    [InlineData(@"layers\.[0-9]{1,2}\..*_proj")]
    [InlineData(@"layers\.[^1]\..*")]
    [InlineData(@"(?:q|v)_proj")]
    [InlineData(@"^model\.layers\.1\..*$")]
    [InlineData(@"^q_proj")]
    [InlineData("a{2,}")]
    [InlineData("a{3}a?")]
    [InlineData("(a|b)*?")]
    [InlineData("(ab\\.?)+")]
    [InlineData("q_proj|v_proj")]
    [InlineData("(|q_proj)")]
    [InlineData("[]a-b]+")]
    [InlineData("[a-]+")]
    [InlineData(@"[\w.]+")]
    [InlineData(@"\D*")]
    [InlineData(".*")]
    [InlineData("()")]
    public void Matches_the_end_of_a_path_as_a_regular_expression_does(string key)
    {
        var reference = new Regex($@"\A(?:.*\.)?(?:{key})\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript);
        var expression = PathExpression.Parse(key);
        Assert.All(Paths, path => Assert.True(reference.IsMatch(path) == expression.Matches(path), $"'{key}' on '{path}'"));
    }

    [Theory]
    [InlineData("(", "a group without an end")]
    [InlineData(")", "a closing bracket without an opening one")]
    [InlineData("[a", "a set without an end")]
    [InlineData("*a", "a repetition of nothing")]
    [InlineData("a**", "a repetition of a repetition")]
    [InlineData("a{2,1}", "a number of repetitions that makes no sense")]
    [InlineData("a{x}", "a number of repetitions that is none, or over 256")]
    [InlineData("a{999999999999}", "a number of repetitions that is none, or over 256")]
    [InlineData("(?=a)", "of which only '(?:' is read")]
    [InlineData("(a)\\1", "'\\1', which is not read")]
    [InlineData("a\\", "a backslash at its end")]
    [InlineData("[b-a]", "a range that ends before it begins")]
    [InlineData("((a{99}){99}){99}", "more than 1024 steps")]
    [InlineData("((((){99}){99}){99}){99}", "more than 1024 steps")]
    public void Refuses_what_it_does_not_read(string key, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => PathExpression.Parse(key)).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_groups_without_end() =>
        Assert.Contains("nested deeper than 32", Assert.Throws<FormatException>(() => PathExpression.Parse(new string('(', 1000))).Message, StringComparison.Ordinal);

    // 2^64 ways to match for an engine that tries one after the other.
    [Fact]
    public void Takes_time_in_proportion_to_the_path() => Assert.False(PathExpression.Parse("(a*a*)*b").Matches(new string('a', 1000)));

    [Fact]
    public void Takes_little_memory()
    {
        PathExpression.Parse("layers.1.*q_proj");
        var before = GC.GetAllocatedBytesForCurrentThread();
        PathExpression.Parse("layers.1.*q_proj");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8192);
    }
}
