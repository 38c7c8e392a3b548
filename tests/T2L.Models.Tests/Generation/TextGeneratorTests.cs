using T2L.Models.Lora;
using T2L.Tokenizers;
using T2L.Testing;
using TorchSharp;

namespace T2L.Models.Generation;

public sealed class TextGeneratorTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly LanguageModel _model;
    private readonly TextGenerator _generator;

    public TextGeneratorTests()
    {
        TinyModel.Write(_folder.Path);
        _model = LanguageModel.Load(_folder.Path);
        _generator = TextGenerator.For(_model);
    }

    private Tokenizer Tokenizer => _model.Tokenizer;

    [Fact]
    public void The_same_seed_gives_the_same_text_whatever_else_is_in_the_batch()
    {
        var request = Prompt("hello") with { Temperature = 1, TopP = 0.9, Seed = 7, MaxTokens = 20, IgnoreEndTokens = true };

        var alone = _generator.Generate([request])[0];
        var together = _generator.Generate([Prompt("a longer prompt than the other"), request, request with { Seed = 8 }]);

        Assert.Equal(alone.Tokens, together[1].Tokens);
        Assert.NotEqual(alone.Tokens, together[2].Tokens);
    }

    [Fact]
    public void An_end_token_ends_a_text_and_is_not_part_of_it()
    {
        var greedy = _generator.Generate([Prompt("abc") with { IgnoreEndTokens = true, MaxTokens = 10 }])[0];
        int end = greedy.Tokens[3];
        int first = greedy.Tokens.ToList().IndexOf(end);
        using var model = Reload(TinyModel.Config with { EosTokenIds = [end] });

        var result = TextGenerator.For(model).Generate([Prompt("abc") with { MaxTokens = 10 }])[0];

        Assert.Equal(FinishReason.EndToken, result.Finish);
        Assert.Equal(greedy.Tokens.Take(first + 1), result.Tokens);
    }

    [Fact]
    public void A_stop_text_ends_a_text_and_is_cut_off()
    {
        var whole = _generator.Generate([Prompt("stop here") with { IgnoreEndTokens = true, MaxTokens = 30 }])[0];
        string stop = whole.Text.Substring(8, 3);
        var pieces = new List<string>();

        var result = _generator.Generate(
            [Prompt("stop here") with { IgnoreEndTokens = true, MaxTokens = 30, Stop = ["never", stop] }], null, step => pieces.Add(step.Text))[0];

        Assert.Equal(FinishReason.StopText, result.Finish);
        Assert.Equal(whole.Text[..whole.Text.IndexOf(stop, StringComparison.Ordinal)], result.Text);
        Assert.Equal(result.Text, string.Concat(pieces));
        Assert.True(result.Tokens.Count < 30);
    }

    [Fact]
    public void Steps_tell_every_token_and_each_rows_result_when_it_ends()
    {
        var steps = new List<GenerationStep>();
        var results = _generator.Generate(
            [Prompt("one") with { MaxTokens = 2, IgnoreEndTokens = true }, Prompt("two") with { MaxTokens = 5, IgnoreEndTokens = true }], null, steps.Add);

        for (int row = 0; row < 2; row++)
        {
            var own = steps.Where(step => step.Row == row).ToArray();
            Assert.Equal(results[row].Tokens, own.Select(step => step.Token!.Value));
            Assert.Equal(results[row].Text, string.Concat(own.Select(step => step.Text)));
            Assert.All(own[..^1], step => Assert.Null(step.Result));
            Assert.Same(results[row], own[^1].Result);
        }
        Assert.Equal([2, 5], results.Select(result => result.Tokens.Count));
    }

    [Fact]
    public void The_models_positions_limit_the_answer()
    {
        int[] prompt = [.. Enumerable.Repeat(9, TinyModel.Config.MaxPositions - 3)];

        var result = _generator.Generate([new GenerationRequest(prompt) { MaxTokens = 50, IgnoreEndTokens = true }])[0];

        Assert.Equal(3, result.Tokens.Count);
        Assert.Equal(FinishReason.Length, result.Finish);
    }

    [Fact]
    public void A_row_whose_caller_gives_up_ends_alone()
    {
        using var cancel = new CancellationTokenSource();
        var requests = new[] { Prompt("one") with { MaxTokens = 20, IgnoreEndTokens = true, Cancellation = cancel.Token }, Prompt("two") with { MaxTokens = 20, IgnoreEndTokens = true } };
        int seen = 0;

        var results = _generator.Generate(requests, null, step =>
        {
            if (step.Row == 0 && ++seen == 3)
                cancel.Cancel();
        });

        Assert.Equal((FinishReason.Cancelled, 3), (results[0].Finish, results[0].Tokens.Count));
        Assert.Equal((FinishReason.Length, 20), (results[1].Finish, results[1].Tokens.Count));
    }

    [Fact]
    public void The_whole_batch_can_be_given_up()
    {
        using var cancel = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => _generator.Generate(
            [Prompt("one") with { MaxTokens = 100, IgnoreEndTokens = true }], null, _ => cancel.Cancel(), cancel.Token));
    }

    [Fact]
    public void Requests_that_cannot_be_continued_are_refused_with_the_reason()
    {
        var good = Prompt("a");
        Refuses(good with { Prompt = [] }, "The prompt has no tokens");
        Refuses(good with { Prompt = [5, 9999] }, "token id 9999");
        Refuses(good with { Prompt = [.. new int[128]] }, "The prompt has 128 tokens, the model has 128 positions");
        Refuses(good with { MaxTokens = 0 }, "MaxTokens is 0");
        Refuses(good with { Temperature = -1 }, "Temperature is -1");
        Refuses(good with { Temperature = double.NaN }, "Temperature is NaN");
        Refuses(good with { TopP = 0 }, "TopP is 0");
        Refuses(good with { Stop = [""] }, "A stop text is empty");
        Assert.Throws<ArgumentException>(() => _generator.Generate([]));
        Assert.Throws<ArgumentException>(() => new TextGenerator(_model.Network).Generate([good with { Stop = ["x"] }]));

        void Refuses(GenerationRequest request, string reason) =>
            Assert.Contains(reason, Assert.Throws<ArgumentException>(() => _generator.Generate([good, request])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_hundred_generations_leave_no_tensor_behind()
    {
        using var small = DeviceAdapter.Load(TinyModel.Adapter(TinyModel.Config, 1), TinyModel.Config);
        using var large = DeviceAdapter.Load(TinyModel.Adapter(TinyModel.Config, 2, rank: 6), TinyModel.Config);
        GenerationRequest[] requests = [Prompt("one") with { MaxTokens = 4 }, Prompt("longer") with { MaxTokens = 3, Temperature = 1 }, Prompt("x") with { MaxTokens = 4 }];
        Once();
        long before = LiveTensors();

        for (int i = 0; i < 200; i++)
            Once();

        Assert.Equal(before, LiveTensors());

        void Once()
        {
            var adapters = BatchAdapters.For([small, null, large]);
            using var _ = adapters as IDisposable;
            _generator.Generate(requests, adapters);
            new Scorer(_model.Network).Score([([5, 6], [7, 8])], new SingleAdapter(small));
        }
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    private GenerationRequest Prompt(string text) => new(Tokenizer.Encode(text));

    private LanguageModel Reload(ModelConfig config)
    {
        config.Save(_folder.Path);
        return LanguageModel.Load(_folder.Path);
    }

    // Those that this thread created and has not disposed, so that tests beside this one do not disturb the count.
    private static long LiveTensors() => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
}
