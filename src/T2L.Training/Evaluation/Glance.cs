using System.Globalization;
using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation;

/// <summary>A short exam between steps: exact match on each of a source's measures.</summary>
internal static class Glance
{
    /// <summary>Exact match with adapters that are made from wordings that training never met.</summary>
    public static Measurement WithUnseenWordings(IReadOnlyList<LearningMeasure> measures, AnswerEvaluation evaluation, AdapterFactory adapters) => Of(
        "exact match with unseen wordings", measures, tasks => evaluation.Described(tasks, evaluation.Own(tasks, Wording.Unseen, 0), adapters));

    /// <summary>Exact match, and the sentence that says so.</summary>
    /// <param name="title">What the figures are, for the sentence.</param>
    /// <param name="measures">Sets of tasks.</param>
    /// <param name="exactMatch">Exact match of each task of a set.</param>
    public static Measurement Of(string title, IReadOnlyList<LearningMeasure> measures, Func<IReadOnlyList<LearningTask>, IReadOnlyList<double>> exactMatch)
    {
        var shares = measures.Select(measure => (measure.Name, measure.Label, Share: exactMatch(measure.Tasks).Average())).ToList();
        return new([.. shares.Select(share => KeyValuePair.Create(share.Name, share.Share))],
            $"{title}: {string.Join(", ", shares.Select(share => string.Create(CultureInfo.InvariantCulture, $"{share.Label} {share.Share:P1}")))}");
    }
}
