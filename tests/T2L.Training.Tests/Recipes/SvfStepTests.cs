using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using T2L.Training.Data;
using T2L.Training.Recipes;
using T2L.Training.Svf;
using T2L.Training.Tasks;
using T2L.Training.Tests.Support;
using T2L.Training.Tests.Svf;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Training.Tests.Recipes;

/// <summary>One step of training experts: rows in shares, and who says what is right.</summary>
public sealed class SvfStepTests : IDisposable
{
    private readonly TinyGatedBase _base = new("mlp");
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly StoredDecomposition _stored;
    private readonly LanguageModel _model;
    private readonly GatedNetwork _network;
    private readonly LearningTask[] _tasks;

    public SvfStepTests()
    {
        _stored = StoredDecomposition.Open(_base.Decomposition);
        _model = LanguageModel.Load(_base.Folder);
        _network = new GatedNetwork(_model.Network, _stored, SvfTargets.Mlp);
        _tasks = [.. new ChosenNanoTasks(TaskSuite.Nano(0), ["word.reverse/plain", "number.double/plain"]).Open(_model).Training];
    }

    [Theory]
    [InlineData(1)] // a row of each expert at a time
    [InlineData(6)] // three of each: shares of three, three and two
    [InlineData(8)]
    public void Supervised_rows_in_shares_give_the_gradients_of_all_of_them(int rowsAtOnce)
    {
        var options = Supervised();
        var group = new SvfGroup(0, _tasks, "");
        using var bank = Bank(2);

        var whole = Gradients(bank, SvfSupervisedRecipe.Losses(group, bank, _network, 3, options, smoothing: 0.1), shares: 1);
        var shared = Gradients(bank, SvfSupervisedRecipe.Losses(group, bank, _network, 3, options with { RowsAtOnce = rowsAtOnce }, smoothing: 0.1), rowsAtOnce switch { 1 => 8, 6 => 3, _ => 2 });

        Near(whole, shared);
    }

    [Theory]
    [InlineData(2, 16), InlineData(10, 4)]
    public void Rewarded_rows_in_shares_give_the_gradients_of_all_of_them(int rowsAtOnce, int shares)
    {
        // Half of the answers earn something, by their length.
        var group = new SvfGroup(0, [.. _tasks.Select(task => new CheckedTask(task, (_, answer) => answer.Count % 2 == 0))], "");
        var options = Reinforce() with { KlWeight = 0.1 };
        using var bank = Bank(2);

        var whole = Gradients(bank, SvfReinforceRecipe.Losses(group, bank, _network, 3, options), shares: 1);
        var shared = Gradients(bank, SvfReinforceRecipe.Losses(group, bank, _network, 3, options with { RowsAtOnce = rowsAtOnce }), shares);

        Near(whole, shared);
    }

    [Fact]
    public void Rewards_are_the_tasks_own_to_give()
    {
        var options = Reinforce();
        using var bank = Bank(1);
        var seen = new List<int>();

        // By whole answers a random base is always wrong, so nothing is learnt; a checker that takes short ones teaches something.
        var whole = Gradients(bank, SvfReinforceRecipe.Losses(new SvfGroup(0, _tasks[..1], ""), bank, _network, 0, options), shares: 1);
        var read = Gradients(bank, SvfReinforceRecipe.Losses(new SvfGroup(0, [new CheckedTask(_tasks[0], (_, answer) => { seen.Add(answer.Count); return seen.Count % 2 == 0; })], ""), bank, _network, 0, options), shares: 1);

        Assert.Equal(16, seen.Count);
        Assert.All(whole[0], gradient => Assert.Equal(0, gradient));
        Assert.Contains(read[0], gradient => gradient != 0);
    }

    [Theory]
    [InlineData(1024), InlineData(3)]
    public void An_exam_asks_for_answers_where_a_checker_reads_them(int rowsAtOnce)
    {
        var options = Supervised() with { RowsAtOnce = rowsAtOnce, MaxTokens = 5 };
        var lengths = new List<int>();
        LearningTask[] tasks = [_tasks[0], new CheckedTask(_tasks[1], (_, answer) => { lengths.Add(answer.Count); return true; })];
        using var bank = Bank(2);
        using var noGrad = no_grad();

        var scores = ExpertExam.Drawn(_model.Network, tasks, Split.Test, 4, options).Of(bank.ForBatch());
        var plain = ExpertExam.Drawn(_model.Network, _tasks, Split.Test, 4, options).Of(bank.ForBatch());

        Assert.Equal([0, 1], scores.Select(score => score.ExactMatch));
        Assert.Equal([0, 0], plain.Select(score => score.ExactMatch));
        Assert.Equal(plain[1].LogLikelihood, scores[1].LogLikelihood, 1e-4);
        Assert.Equal(4, lengths.Count);
        Assert.All(lengths, length => Assert.InRange(length, 1, 5));
    }

    public void Dispose()
    {
        _network.Dispose();
        _model.Dispose();
        _stored.Dispose();
        _scope.Dispose();
        _base.Dispose();
    }

    private GateBank Bank(int experts) => new(_network, [.. Enumerable.Range(0, experts).Select(expert => FirstGates.Random($"{expert}", _network.Length, 0, 0.1, 0.5))]);

    private SvfSupervisedOptions Supervised() => new() { BaseModel = _base.Folder, Decomposition = _base.Decomposition, Output = _base.File("out"), ExamplesPerTask = 8 };

    private SvfReinforceOptions Reinforce() => new()
    {
        BaseModel = _base.Folder, Decomposition = _base.Decomposition, Output = _base.File("out"), ExamplesPerTask = 8, SamplesPerPrompt = 2, MaxTokens = 6, Baseline = SvfBaseline.Task,
    };

    // What the training loop does with the losses of a step: each backwards on its own, and the mean of it all.
    private static float[][] Gradients(GateBank bank, IReadOnlyList<Func<Tensor>> losses, int shares)
    {
        Assert.Equal(shares, losses.Count);
        using var scope = NewDisposeScope();
        var sums = bank.parameters().Select(parameter => new float[parameter.NumberOfElements]).ToArray();
        foreach (var loss in losses)
        {
            var gradients = autograd.grad([loss()], [.. bank.parameters()]);
            foreach (var (sum, gradient) in sums.Zip(gradients))
            {
                var values = gradient.contiguous().data<float>().ToArray();
                for (var i = 0; i < sum.Length; i++)
                    sum[i] += values[i] / losses.Count;
            }
        }

        return sums;
    }

    private static void Near(float[][] expected, float[][] got)
    {
        foreach (var (one, other) in expected.Zip(got))
        {
            var largest = one.Max(Math.Abs);
            Assert.True(largest > 0, "there is no gradient to compare");
            Assert.All(one.Zip(other), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * largest));
        }
    }
}
