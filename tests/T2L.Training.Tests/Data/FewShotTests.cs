using T2L.Models;
using T2L.Testing;
using T2L.Training.Data;
using T2L.Training.Tasks;
using static TorchSharp.torch;

namespace T2L.Training.Tests.Data;

public sealed class FewShotTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private NanoLayout Layout() => new(NanoTokenizer.Create(_folder.Path));

    [Fact]
    public void Slots_stand_once_and_every_answer_can_be_found()
    {
        var layout = Layout();
        TaskExample[] examples = [new("ab", "BA"), new("cde", "EDC"), new("f", "F")];

        var document = layout.FewShot(examples);

        var whole = Enumerable.Range(0, document.Length).Select(at => document[at]).ToList();
        var apart = examples.Select(layout.Neutral).ToList();
        Assert.Equal([.. apart[0].Prompt, .. apart[0].Answer, .. apart[1].Prompt.Skip(3), .. apart[1].Answer, .. apart[2].Prompt.Skip(3), .. apart[2].Answer], whole);
        Assert.Equal(apart[2].Answer, document.Answer);
        Assert.Equal(2, document.EarlierAnswers.Count);
        Assert.All(document.EarlierAnswers.Zip(apart), pair => Assert.Equal(pair.Second.Answer, whole.ToArray()[pair.First]));
        Assert.Equal(apart.Sum(example => example.Answer.Count), document.ScoredLength);
    }

    [Fact]
    public void Loss_is_the_mean_over_the_tokens_of_all_answers()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var model = Tiny();
        var document = Layout().FewShot([new("ab", "ba"), new("cde", "edc")]);

        var loss = new AnswerBatch([document]).Loss(model, null).item<float>();

        var ids = Enumerable.Range(0, document.Length).Select(at => (long)document[at]).ToArray();
        var log = nn.functional.log_softmax(model.Logits(model.Hidden(tensor(ids, [1, ids.Length]), null)), -1)[0];
        var places = document.EarlierAnswers.Append(document.Prompt.Count..document.Length).SelectMany(answer => Enumerable.Range(answer.Start.Value, answer.End.Value - answer.Start.Value));
        Assert.Equal(places.Average(at => -log[at - 1][ids[at]].item<float>()), loss, 1e-4);
    }

    public void Dispose() => _folder.Dispose();

    private static Transformer Tiny()
    {
        var model = new Transformer(new ModelConfig
        {
            HiddenSize = 16, IntermediateSize = 32, Layers = 1, Heads = 2, KeyValueHeads = 2, HeadDim = 8, VocabularySize = 101, MaxPositions = 64,
        });
        foreach (var parameter in model.parameters().Where(parameter => parameter.dim() == 2))
            nn.init.normal_(parameter, 0, 0.3);
        return model;
    }
}
