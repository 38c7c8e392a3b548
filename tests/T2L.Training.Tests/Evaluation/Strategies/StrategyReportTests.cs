using T2L.Training.Evaluation;
using T2L.Training.Evaluation.Strategies;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Evaluation.Strategies;

public sealed class StrategyReportTests
{
    private static readonly TaskDefinition[] Two = [TaskSuite.Nano(0).Find("date.day/plain"), TaskSuite.Nano(0).Find("word.upper/hash")];

    [Fact]
    public void Rows_are_the_mean_of_tasks_and_draws_with_what_the_passes_cost()
    {
        var rows = StrategyEvaluator.Rows([Piece(0, 0, 0.2, 10), Piece(1, 0, 0.4, 20), Piece(0, 1, 0.6, 30), Piece(1, 1, 0.8, 60)]);

        Assert.Equal(["base", "few_shot_3"], rows.Select(row => row.Method));
        Assert.Equal(0.5, rows[1].ExactMatch, 1e-12);
        Assert.InRange(rows[1].Low, 0.39, 0.51); // tasks are drawn within each draw
        Assert.InRange(rows[1].High, 0.49, 0.61);
        Assert.Equal(("task", 30.0, 300.0), (rows[1].FirstPass!.Per, rows[1].FirstPass!.Seconds, rows[1].FirstPass!.Tokens));
        Assert.Null(rows[0].FirstPass);
    }

    [Fact]
    public void The_page_names_seeds_methods_costs_and_what_was_left_out()
    {
        MeasuredPiece[] pieces = [Piece(0, 0, 0.25, 2), Piece(1, 0, 0.75, 4)];
        var report = new StrategyReport(
            7, [0, 1], 64, 50, ["date.day/hash", "word.upper/plain"], "sha256:base", "sha256:svd", StrategyEvaluator.Rows(pieces),
            [.. pieces.Select(piece => new StrategyTaskRow(piece.Task.Id, piece.Draw, piece.Figures.ToDictionary(figure => figure.Method, figure => figure.ExactMatch), piece.BestSingle))],
            [new LeftOut("prompt", "prompts of at most 448 tokens")], 2, 12.3);

        var page = StrategyFiles.Markdown(report);

        Assert.Contains("2 experts of split 7; 2 tasks that none of them is for, draws 0, 1, 64 inputs", page, StringComparison.Ordinal);
        Assert.Contains("| few-shot | 50.0 % | 25.0 - 75.0 | 3.0 s a task | 30 a task |  |", page, StringComparison.Ordinal);
        Assert.Contains("| date.day/plain | 0 | 10.0 % | 25.0 % |", page, StringComparison.Ordinal);
        Assert.Contains("- prompt: needs prompts of at most 448 tokens", page, StringComparison.Ordinal);
        Assert.Contains("Base `sha256:base`, decomposition `sha256:svd`.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_out_of_range_are_refused_by_the_option_s_name()
    {
        var fine = new StrategyOptions { BaseModel = "base", Experts = "experts", Decomposition = "svf" };
        fine.Validate();

        Refuses("--budgets is '2,5'; expected numbers of examples from 3 to 64", fine with { Shots = [2, 5] });
        Refuses("--draws is '0,0'", fine with { Draws = [0, 0] });
        Refuses("--questions is 0", fine with { Questions = 0 });
        Refuses("--generations is 0", fine with { Generations = 0 });

        static void Refuses(string says, StrategyOptions options) => Assert.Contains(says, Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);
    }

    private static MeasuredPiece Piece(int task, int draw, double share, double seconds) =>
        new(Two[task], draw, [new("base", "base model", 0.1), new("few_shot_3", "few-shot", share, new PassCost("task", seconds, 10 * seconds))], new Dictionary<int, string> { [3] = "date.day/hash" });
}
