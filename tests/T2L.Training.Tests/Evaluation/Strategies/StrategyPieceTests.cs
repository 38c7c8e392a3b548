using T2L.Training.Evaluation.Strategies;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Evaluation.Strategies;

public sealed class StrategyPieceTests
{
    [Theory]
    [InlineData("word.reverse/plain"), InlineData("noun.french/hash")] // 72 nouns are all there are
    public void Nothing_is_measured_by_what_was_chosen_by(string id)
    {
        var task = TaskSuite.Nano(0).Find(id);
        var shots = StrategyPiece.ShotsOf(task, draw: 1, 20);
        var questions = StrategyPiece.QuestionsOf(task, draw: 1, 64, shots);

        Assert.Equal(20, shots.Select(shot => shot.Input).Distinct().Count());
        Assert.Equal(64, questions.Length);
        Assert.Empty(questions.Select(question => question.Input).Intersect(shots.Select(shot => shot.Input)));
        Assert.Equal(shots[..5], StrategyPiece.ShotsOf(task, draw: 1, 5)); // fewer are the first of more
        Assert.NotEqual(shots, StrategyPiece.ShotsOf(task, draw: 2, 20));
        Assert.Equal(questions, StrategyPiece.QuestionsOf(task, draw: 1, 64, shots));
    }

    [Fact]
    public void Tasks_with_too_few_inputs_are_refused()
    {
        var task = TaskSuite.Nano(0).Find("noun.french/hash");
        var all = StrategyPiece.ShotsOf(task, draw: 1, 72);

        Assert.Contains("'noun.french/hash' has 72 different inputs", Assert.Throws<ArgumentException>(() => StrategyPiece.ShotsOf(task, draw: 1, 73)).Message, StringComparison.Ordinal);
        Assert.Contains("too few inputs", Assert.Throws<ArgumentException>(() => StrategyPiece.QuestionsOf(task, draw: 1, 1, all)).Message, StringComparison.Ordinal);
    }
}
