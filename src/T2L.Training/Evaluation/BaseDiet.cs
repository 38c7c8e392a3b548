using T2L.Training.Recipes;
using T2L.Training.Running;

namespace T2L.Training.Evaluation;

/// <summary>What the nano base met while it learned, as far as figures depend on it.</summary>
/// <param name="TrainingTasks">It met the first so many training tasks and nothing else; null for every operation.</param>
/// <param name="WithoutUnseen">It was spared what the split keeps from training.</param>
/// <param name="Described">It met descriptions of training tasks.</param>
/// <param name="ExamplesInARow">Most examples of a document, the one that is asked among them; one where there were none before it.</param>
internal sealed record BaseDiet(int? TrainingTasks, bool WithoutUnseen, bool Described, int ExamplesInARow)
{
    private const string Stage = "lm";

    /// <summary>What the record of a base says; where there is none, the recipe's defaults.</summary>
    public static BaseDiet Of(string folder)
    {
        var recorded = RunRecord.IsIn(folder) ? RunRecord.Read(folder).Settings : [];
        T? Said<T>(string key) where T : struct => RecordedSettings.Value<T>(Stage, recorded, key);
        return new(Said<int>("training_tasks"), Said<bool>("without_unseen") == true, Said<double>("instructions") > 0, Said<double>("few_shot_share") > 0 ? Said<int>("few_shot_examples") ?? 1 : 1);
    }
}
