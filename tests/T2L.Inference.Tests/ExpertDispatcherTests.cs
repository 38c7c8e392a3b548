using T2L.Adapters.Svf;
using T2L.Contracts;
using T2L.Inference.Experts;
using T2L.Registry.Tests;
using T2L.Svf.Adaptation;

namespace T2L.Inference;

/// <summary>Both passes, with a model that answers as it is told.</summary>
public sealed class ExpertDispatcherTests
{
    private const string Classifier = "classifier";

    private readonly Dictionary<string, SvfManifest> _files = [];
    private readonly List<CompletionRequest> _asked = [];
    private readonly ExpertDispatcher _dispatcher;
    private Func<CompletionRequest, string> _says = _ => "";

    public ExpertDispatcherTests()
    {
        Keep(Classifier, "dispatch", new() { [DispatchLetters.LabelsDetail] = "date\nnumber\nword" });
        _dispatcher = new ExpertDispatcher((expert, _) => Task.FromResult(_files[expert.Digest]), (request, _) =>
        {
            _asked.Add(request);
            return Task.FromResult(new CompletionResult(_says(request), 1, 1, "stop"));
        }, 16);
    }

    [Theory]
    [InlineData("A", "first")]
    [InlineData("B", "second")]
    [InlineData("C", null)] // nobody at hand
    [InlineData("?", null)]
    public async Task The_expert_that_the_classifier_names_answers_the_request(string letter, string? chosen)
    {
        var request = Offering(("first", "date", null), ("second", "number", null)) with { AdapterDigest = Classifier, Conversation = "talk", MaxTokens = 9 };
        _says = asked => asked.AdapterDigest == Classifier ? letter : "the answer";

        var answer = await _dispatcher.CompleteAsync(request, default);

        Assert.Equal(("the answer", chosen), (answer.Text, answer.ChosenExpert));
        Assert.Equal(2, _asked.Count);
        Assert.Equal(request with { AdapterDigest = chosen, Experts = null, Conversation = null }, _asked[1]);
    }

    [Fact]
    public async Task The_base_model_is_asked_by_names_and_answers_in_a_box()
    {
        _says = asked => asked.Turns is [{ Role: "system" }, ..] ? "Specialist: \\boxed{mixed/two}" : "the answer";

        var answer = await _dispatcher.CompleteAsync(Offering(("first", "mix", "mixed/one"), ("second", "mix", "mixed/two")), default);

        Assert.Equal("second", answer.ChosenExpert);
        Assert.Contains("\nmixed/one - the request is of the kind 'mixed/one'.\n", _asked[0].Turns![0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_classifier_knows_experts_by_their_files_whatever_the_caller_calls_them()
    {
        _says = _ => "B";

        var choice = await _dispatcher.ChooseAsync(Offering(("first", "date", "ours/days"), ("second", "number", "ours/sums")) with { AdapterDigest = Classifier }, default);

        Assert.Equal(new ExpertChoice("ours/sums", "second", false), choice);
    }

    [Fact]
    public async Task A_remembered_choice_is_understood_under_other_names()
    {
        _says = _ => "B";
        await _dispatcher.ChooseAsync(Offering(("first", "date", "ours/days"), ("second", "number", "ours/sums")) with { AdapterDigest = Classifier }, default);

        var choice = await _dispatcher.ChooseAsync(Offering(("second", "number", "ours/sums:2"), ("first", "date", null)) with { AdapterDigest = Classifier }, default);

        Assert.Equal(new ExpertChoice("ours/sums:2", "second", true), choice);
    }

    [Fact]
    public async Task What_cannot_be_chosen_among_is_refused_before_anything_is_asked()
    {
        Assert.Contains("none of those", await Refused(Offering(("first", "poem", null)) with { AdapterDigest = Classifier }), StringComparison.Ordinal);
        Assert.Contains("'date' stands for 2 of the experts at hand: 'one', 'two'", await Refused(Offering(("first", "date", "one"), ("second", "date", "two")) with { AdapterDigest = Classifier }), StringComparison.Ordinal);
        Assert.Contains("2 experts are called 'mix'", await Refused(Offering(("first", "mix", null), ("second", "mix", null))), StringComparison.Ordinal);
        Assert.Contains("names 65 experts; a first pass chooses among at most 64", await Refused(Offering([.. Enumerable.Range(0, 65).Select(i => ($"e{i}", $"l{i}", (string?)null))])), StringComparison.Ordinal);
        Assert.Empty(_asked);

        async Task<string> Refused(CompletionRequest request) => (await Assert.ThrowsAsync<InferenceException>(() => _dispatcher.CompleteAsync(request, default))).Message;
    }

    private CompletionRequest Offering(params (string Digest, string Label, string? Name)[] experts)
    {
        foreach (var (digest, label, _) in experts)
            Keep(digest, label, []);
        return CompletionRequest.OfUser("abc", null) with { Experts = [.. experts.Select(expert => new OfferedExpert(expert.Digest, expert.Name))] };
    }

    private void Keep(string digest, string label, Dictionary<string, string> details) => _files[digest] =
        SampleExpert.Of(SampleExpert.Decomposition).Manifest with { Label = label, Origin = new SvfOrigin(label == "mix" ? "mix" : "supervised", details) };
}
