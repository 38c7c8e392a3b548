using T2L.Training.Data;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Methods;

/// <summary>The base is given the input and nothing else.</summary>
internal sealed class BasePrompt(Questionnaire questions, Examiner examiner)
    : PromptMethod(new("base", "base alone", MethodGroup.Baseline), questions, examiner)
{
    public override bool ReadsDescriptions => false;

    public override double Cost => 1;

    protected override IReadOnlyList<TokenizedExample> Prompts(TaskDefinition task, Wording wording, int draw) =>
        [.. Questions.Inputs(task, draw).Select(Questions.Layout.Neutral)];
}
