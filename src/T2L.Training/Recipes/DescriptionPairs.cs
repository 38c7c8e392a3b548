using T2L.Training.Data;
using T2L.Training.Tasks;

namespace T2L.Training.Recipes;

/// <summary>Distinct tasks with two training descriptions each: all first ones, then all second ones.</summary>
internal sealed record DescriptionPairs(IReadOnlyList<TaskDefinition> Tasks, IReadOnlyList<string> Texts, Random Random)
{
    public static DescriptionPairs Draw(IReadOnlyList<TaskDefinition> tasks, int count, double typingErrors, Random random)
    {
        var order = tasks.ToArray();
        random.Shuffle(order);
        var chosen = order.Take(count).ToList();
        var texts = Enumerable.Range(0, 2).SelectMany(_ => chosen.Select(task => TypingErrors.In(task.Describe(random, Wording.Training), typingErrors, random))).ToList();
        return new(chosen, texts, random);
    }
}
