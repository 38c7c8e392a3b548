using T2L.Adapters;
using T2L.Svf.Adaptation;

namespace T2L.Svf.Tests.Adaptation;

public sealed class FirstPassTests
{
    private readonly Parrot _model = new();
    private readonly FirstPassCache _cache = new(2);

    [Fact]
    public async Task A_conversation_is_asked_once()
    {
        var first = await Pass("code", "math").ChooseAsync("B", "talk");
        var second = await Pass("code", "math").ChooseAsync("A", "talk");

        Assert.Equal((new FirstPassChoice("math", false), new FirstPassChoice("math", true)), (first, second));
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

        Assert.False((await new FirstPass(new DispatchLetters(["code", "math"]), _model, ["code", "math"], "others", _cache).ChooseAsync("A", "talk")).Remembered);
    }

    [Theory]
    [InlineData("Z"), InlineData("nothing that is a letter"), InlineData("B")]
    public async Task What_names_no_expert_at_hand_is_for_the_base_model(string answer) =>
        Assert.Equal(Skill.Other, (await new FirstPass(new DispatchLetters(["code", "math"]), _model, ["code"], "", _cache).ChooseAsync(answer)).Label);

    [Fact]
    public void The_choice_that_was_used_least_recently_goes_first()
    {
        Digest one = Digest.Of([1]), two = Digest.Of([2]), three = Digest.Of([3]);
        _cache.Keep(one, "a");
        _cache.Keep(two, "b");
        Assert.Equal("a", _cache.Find(one));
        _cache.Keep(three, "c");
        _cache.Keep(three, "d");

        Assert.Equal(("a", null, "d", 2), (_cache.Find(one), _cache.Find(two), _cache.Find(three), _cache.Count));
    }

    private FirstPass Pass(params string[] labels) => new(new DispatchLetters(labels), _model, labels, "these", _cache);

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
