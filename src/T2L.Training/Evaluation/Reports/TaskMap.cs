using T2L.Embedding;
using T2L.Training.Evaluation.Methods;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Reports;

/// <summary>Lays the tasks of a world out in two dimensions by what the encoder makes of their descriptions.</summary>
internal static class TaskMap
{
    /// <summary>Training tasks and those that training never met, by the mean of a few unseen wordings.</summary>
    public static EmbeddingMap Of(EvaluationWorld world, TextEncoder encoder)
    {
        var splits = world.Splits.Where(split => split.Name != EvaluationSplit.Seen).SelectMany(split => split.Tasks.Select(task => (task, split.Name))).ToList();
        var centres = TaskCentres.Of([.. splits.Select(entry => entry.task)], Wording.Unseen, world.Questions, encoder);
        var components = PrincipalComponents.Of(centres.Points);
        return new(world.Suite.Seed, Math.Round(components.FirstShare, 4), Math.Round(components.SecondShare, 4),
            [.. splits.Zip(components.Coordinates, (entry, place) => new MapPoint(
                entry.task.Id, entry.task.Kind.ToString(), entry.Name == EvaluationSplit.UnseenWording ? "training" : entry.Name, Math.Round(place.X, 4), Math.Round(place.Y, 4),
                world.Questions.Own(entry.task, Wording.Unseen, 0)))]);
    }
}
