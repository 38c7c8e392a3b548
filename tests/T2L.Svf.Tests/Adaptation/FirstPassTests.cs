using T2L.Adapters;
using T2L.Svf.Adaptation;

namespace T2L.Svf.Tests.Adaptation;

public sealed class FirstPassTests
{
    private readonly Parrot _model = new();
    private readonly AskedOnce<string> _cache = new(2);

    [Fact]
    public async Task A_conversation_is_asked_once()
    {
        var first = await Pass("code", "math").ChooseAsync("B", "talk");
        var second = await Pass("code", "math").ChooseAsync("A", "talk");

        Assert.Equal((new FirstPassChoice("math", 1, false), new FirstPassChoice("math", 1, true)), (first, second));
        Assert.Equal(["B"], _model.Asked);
    }

    [Fact]
    public async Task Without_a_name_a_conversation_is_known_by_its_first_request()
    {
        await Pass("code", "math").ChooseAsync("B");

        Assert.True((await Pass("code", "math").ChooseAsync("B")).Remembered);
        Assert.False((await Pass("code", "math").ChooseAsync("A")).Remembered);
        Assert.False((await Pass("code", "math").ChooseAsync("A", "B")).Remembered); // a name is no request
    }

    [Fact]
    public async Task A_choice_among_other_experts_is_not_remembered_for_these()
    {
        await Pass("code", "math").ChooseAsync("A", "talk");

        Assert.False((await new FirstPass(new DispatchLetters(["code", "math"]), _model, [Called("code"), Called("math")], "others", _cache).ChooseAsync("A", "talk")).Remembered);
    }

    [Theory]
    [InlineData("Z"), InlineData("nothing that is a letter"), InlineData("B")]
    public async Task What_names_no_expert_at_hand_is_for_the_base_model(string answer) =>
        Assert.Equal(new FirstPassChoice(Skill.Other, null, false), await new FirstPass(new DispatchLetters(["code", "math"]), _model, [Called("code")], "", _cache).ChooseAsync(answer));

    [Fact]
    public async Task An_expert_may_be_called_otherwise_than_in_its_file()
    {
        DispatchSkill[] skills = [new("ours/sums", "sums", "math"), new("ours/programs", "programs", "code")];

        var choice = await new FirstPass(new DispatchLetters(["code", "math"]), _model, skills, "", _cache).ChooseAsync("B");

        Assert.Equal(new FirstPassChoice("ours/sums", 0, false), choice);
    }

    [Fact]
    public async Task A_label_of_two_files_means_neither_and_a_name_comes_before_a_label()
    {
        DispatchSkill[] twice = [new("one", "sums", "math"), new("two", "sums", "math")], named = [new("one", "sums", "math"), new("math", "sums", "code")];

        Assert.Null((await new FirstPass(new DispatchLetters(["code", "math"]), _model, twice, "twice", _cache).ChooseAsync("B")).Place);
        Assert.Equal(1, (await new FirstPass(new DispatchLetters(["code", "math"]), _model, named, "named", _cache).ChooseAsync("B")).Place);
    }

    [Fact]
    public async Task Requests_of_one_conversation_at_the_same_time_get_the_first_ones_choice()
    {
        var answer = new TaskCompletionSource<string>();
        var slow = new Slow(answer.Task);
        var pass = new FirstPass(new DispatchLetters(["code", "math"]), slow, [Called("code"), Called("math")], "", _cache);

        var choices = Enumerable.Range(0, 8).Select(i => pass.ChooseAsync($"request {i}", "talk")).ToList();
        answer.SetResult("B");

        Assert.All(await Task.WhenAll(choices), choice => Assert.Equal("math", choice.Label));
        Assert.Equal(1, slow.Asked);
        Assert.Single(await Task.WhenAll(choices), choice => !choice.Remembered);
    }

    [Fact]
    public async Task Who_gives_up_takes_the_answer_from_nobody()
    {
        using var gaveUp = new CancellationTokenSource();
        var answer = new TaskCompletionSource<string>();
        var pass = new FirstPass(new DispatchLetters(["code", "math"]), new Slow(answer.Task), [Called("code"), Called("math")], "", _cache);
        var (first, second) = (pass.ChooseAsync("a", "talk", gaveUp.Token), pass.ChooseAsync("b", "talk"));

        await gaveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult("A");

        Assert.Equal("code", (await second).Label);
    }

    [Fact]
    public async Task What_failed_is_asked_again()
    {
        var key = Digest.Of([1]);
        await Assert.ThrowsAsync<TimeoutException>(() => _cache.AskAsync(key, () => throw new TimeoutException()));

        Assert.Equal(("a", false), await _cache.AskAsync(key, () => Task.FromResult("a")));
        Assert.Equal(("a", true), await _cache.AskAsync(key, () => Task.FromResult("b")));
    }

    [Fact]
    public async Task The_answer_that_was_used_least_recently_goes_first()
    {
        Digest one = Digest.Of([1]), two = Digest.Of([2]), three = Digest.Of([3]);
        foreach (var key in new[] { one, two, one, three })
            await _cache.AskAsync(key, () => Task.FromResult("first"));

        Assert.Equal(2, _cache.Count);
        Assert.Equal(("first", true), await _cache.AskAsync(one, () => Task.FromResult("again")));
        Assert.Equal(("again", false), await _cache.AskAsync(two, () => Task.FromResult("again")));
    }

    private static DispatchSkill Called(string label) => new(label, "");

    private FirstPass Pass(params string[] labels) => new(new DispatchLetters(labels), _model, [.. labels.Select(Called)], "these", _cache);

    /// <summary>Answers when it is told to.</summary>
    private sealed class Slow(Task<string> answer) : IFirstPassModel
    {
        private int _asked;

        public int Asked => _asked;

        public Task<string> AnswerAsync(string? instructions, string request, int maxTokens, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return answer;
        }
    }

    /// <summary>Says what it is asked.</summary>
    private sealed class Parrot : IFirstPassModel
    {
        public List<string> Asked { get; } = [];

        public Task<string> AnswerAsync(string? instructions, string request, int maxTokens, CancellationToken cancellationToken)
        {
            Asked.Add(request);
            return Task.FromResult(request);
        }
    }
}
