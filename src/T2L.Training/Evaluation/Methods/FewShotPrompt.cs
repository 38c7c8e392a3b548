using System.Globalization;
using T2L.Training.Data;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Methods;

/// <summary>Examples of the task stand before the input.</summary>
internal sealed class FewShotPrompt(int shots, Questionnaire questions, Examiner examiner)
    : PromptMethod(new(NameOf(shots), Label(shots), MethodGroup.Baseline), questions, examiner)
{
    private const int Usual = 3;

    public override bool ReadsDescriptions => false;

    public override double Cost => shots + 1;

    protected override IReadOnlyList<TokenizedExample> Prompts(TaskDefinition task, Wording wording, int draw) =>
        [.. Questions.Shots(task, draw, shots).Zip(Questions.Inputs(task, draw), (before, example) => Questions.Layout.FewShot([.. before, example]) with { EarlierAnswers = [] })];

    private static string NameOf(int shots) => shots == Usual ? "few_shot" : string.Create(CultureInfo.InvariantCulture, $"few_shot_{shots}");

    private static string Label(int shots) => shots == 1 ? "1 example in the prompt" : string.Create(CultureInfo.InvariantCulture, $"{shots} examples in the prompt");
}
