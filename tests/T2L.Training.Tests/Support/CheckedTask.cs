using T2L.Adapters.Examples.Checking;
using T2L.Training.Data;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Support;

/// <summary>A task with another's examples and a checker that takes whatever it is told to.</summary>
internal sealed class CheckedTask(LearningTask inner, Func<TokenizedExample, IReadOnlyList<int>, bool> isRight) : LearningTask, IAnswerChecker
{
    public override string Id => inner.Id;

    public override IAnswerChecker? Checker => this;

    public override string Describe(Random random, Wording wording) => inner.Describe(random, wording);

    public override TokenizedExample Draw(Random random, Split split) => inner.Draw(random, split);

    public override bool IsRight(TokenizedExample example, IReadOnlyList<int> answer) => isRight(example, answer);

    public bool IsRight(string answer, string right) => throw new NotSupportedException();
}
