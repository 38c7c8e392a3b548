using T2L.Training.Evaluation;
using T2L.Training.Evaluation.Methods;

namespace T2L.Training.Tests.Evaluation;

public sealed class EvaluationChecksTests
{
    private static readonly EvaluationOptions Good = new() { BaseModel = "base", Hypernetworks = [new("sft", "sft-{seed}")], Seeds = [0, 1] };

    public static TheoryData<string, EvaluationOptions> Wrong => new()
    {
        { "--wordings", Good with { Wordings = 0 } },
        { "--shots has 9", Good with { Shots = [1, 9] } },
        { "--examples is 33", Good with { Examples = 33 } },
        { "--with-examples has 65", Good with { WithExamples = [4, 65] } },
        { "--with-examples needs a hypernetwork", Good with { WithExamples = [4], Hypernetworks = [] } },
        { "Rounds is 0", Good with { Search = new() { Rounds = 0 } } },
        { "none of them twice", Good with { Seeds = [1, 1] } },
        { "'SFT'", Good with { Hypernetworks = [new("SFT", "x-{seed}")] } },
        { "Two hypernetworks are named 'sft'", Good with { Hypernetworks = [new("sft", "x-{seed}"), new("sft", "y-{seed}")] } },
        { "--hypernetwork 'x' is one folder for 2 seeds", Good with { Hypernetworks = [new("sft", "x")] } },
        { "--oracles 'x' is one folder for 2 seeds", Good with { Oracles = "x" } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Refuses_what_cannot_be_measured(string part, EvaluationOptions options) =>
        Assert.Contains(part, Assert.Throws<ArgumentException>(() => EvaluationChecks.Check(options)).Message, StringComparison.Ordinal);

    [Fact]
    public void Methods_of_one_name_are_refused()
    {
        MethodName[] methods = [new("base", "base", MethodGroup.Baseline), new("sft", "T2L-SFT", MethodGroup.Hypernetwork)];
        EvaluationChecks.Methods(methods);

        Assert.Contains("'sft'", Assert.Throws<ArgumentException>(() => EvaluationChecks.Methods([.. methods, methods[1]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_seed_needs_no_mark() => EvaluationChecks.Check(Good with { Seeds = [3], Hypernetworks = [new("sft", "x")], Oracles = "y" });
}
