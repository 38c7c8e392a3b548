using T2L.Training.Data;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Methods;

/// <summary>The description stands before the input, and the base has to understand it.</summary>
internal sealed class DescribedPrompt(Questionnaire questions, Examiner examiner)
    : PromptMethod(new("prompted", "description in the prompt", MethodGroup.Baseline), questions, examiner)
{
    public override bool ReadsDescriptions => true;

    public override double Cost => 3;

    protected override IReadOnlyList<TokenizedExample> Prompts(TaskDefinition task, Wording wording, int draw)
    {
        var description = Questions.Own(task, wording, draw);
        return [.. Questions.Inputs(task, draw).Select(example => Questions.Layout.Described(description, example))];
    }
}
