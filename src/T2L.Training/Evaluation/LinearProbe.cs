using System.Globalization;
using T2L.Embedding;
using T2L.Models;
using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Tasks;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Training.Evaluation;

/// <summary>
/// Ridge regression from the embeddings of training wordings to (first operation, second operation, format), tested on
/// wordings kept out of training. Retrieval is the wrong criterion for a hypernetwork's encoder; this one predicts it.
/// </summary>
public static class LinearProbe
{
    private const double Ridge = 1e-2;
    private const int TrainingWordings = 16;
    private const int TestWordings = 8;

    /// <summary>Fits on training wordings of the training tasks and reads unseen wordings of these and of the validation sets.</summary>
    public static ProbeResult Measure(TaskSuite suite, TextEncoder encoder, int seed)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var random = new Random(seed);
        var (x, tasks) = Embed(suite.Training, TrainingWordings, Wording.Training, encoder, random);
        var gram = x.t().mm(x);
        var inverse = linalg.inv(gram + eye(gram.shape[0]) * (Ridge * x.shape[0]));
        var classes = Enumerable.Range(0, 3).Select(slot => tasks.Select(task => NanoLayout.Slots(task.Code)[slot]).Distinct().Order(StringComparer.Ordinal).ToList()).ToList();
        var readers = classes.Select((names, slot) => inverse.mm(x.t()).mm(OneHot(tasks, names, slot))).ToList(); // [E, classes]

        double Share(IReadOnlyList<TaskDefinition> probed)
        {
            var (y, owners) = Embed(probed, TestWordings, Wording.Unseen, encoder, random);
            var read = readers.Select(reader => y.mm(reader).argmax(1).data<long>().ToArray()).ToList();
            return owners.Where((task, row) => read.Select((best, slot) => classes[slot][(int)best[row]] == NanoLayout.Slots(task.Code)[slot]).All(right => right)).Count() / (double)owners.Count;
        }
        return new(Share(suite.Training), Share(suite.ValidationTasks), Share(suite.ValidationFamilies));
    }

    private static (Tensor Embeddings, IReadOnlyList<TaskDefinition> Tasks) Embed(
        IReadOnlyList<TaskDefinition> tasks, int each, Wording wording, TextEncoder encoder, Random random)
    {
        var rows = tasks.SelectMany(task => Enumerable.Range(0, each).Select(_ => (task, text: task.Describe(random, wording)))).ToList();
        return (encoder.Embed([.. rows.Select(row => row.text)], CancellationToken.None).ToTensor(), [.. rows.Select(row => row.task)]);
    }

    private static Tensor OneHot(IReadOnlyList<TaskDefinition> tasks, List<string> names, int slot)
    {
        var values = new float[tasks.Count * names.Count];
        for (var row = 0; row < tasks.Count; row++)
            values[row * names.Count + names.IndexOf(NanoLayout.Slots(tasks[row].Code)[slot])] = 1;
        return tensor(values, tasks.Count, names.Count);
    }
}

/// <summary>Share of texts whose operations and format are all read off right, per split, on wordings kept out of training.</summary>
public sealed record ProbeResult(double Seen, double ValidationTasks, double ValidationFamilies)
{
    internal Measurement ToMeasurement() => new([new("probe_seen", Seen), new("probe_validation_task", ValidationTasks), new("probe_validation_family", ValidationFamilies)], ToString());

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"linear probe: seen {Seen:P1}, validation tasks {ValidationTasks:P1}, validation families {ValidationFamilies:P1}");
}
