using T2L.Embedding;
using T2L.Embedding.Nano;
using T2L.Tokenizers;
using T2L.Training.Data;

namespace T2L.Training.Recipes;

/// <summary>The training descriptions of described tasks as features, found once and drawn from in every step.</summary>
internal sealed class DescriptionTexts(IReadOnlyList<DescribedTask> tasks, Tokenizer tokenizer, NgramFeatures features)
{
    private readonly (long Task, int[] Features)[] _texts =
    [
        .. tasks.SelectMany((task, number) => task.Training.Select(text => ((long)number, features.Extract(tokenizer.Encode(TaskDescriptionText.Format(text)))))),
    ];

    /// <summary>Texts by chance, each as likely as any other.</summary>
    /// <returns>Features of each text and the number of its task.</returns>
    public (List<int[]> Features, long[] Tasks) Draw(int count, Random random)
    {
        var drawn = Enumerable.Range(0, count).Select(_ => _texts[random.Next(_texts.Length)]).ToList();
        return (drawn.ConvertAll(text => text.Features), [.. drawn.Select(text => text.Task)]);
    }
}
