using T2L.Training.Running;

namespace T2L.Training.Cards;

/// <summary>Whose descriptions a file holds, told by its digest: a name can be anybody's.</summary>
internal static class DescriptionSources
{
    // 440 of the training tasks of Text-to-LoRA, from the task folders of its public repository.
    private const string TextToLora = "ca8ae3577493b96e16cb18210f7841c745c46d8f04c860dc5f85bcccc35b509d";

    public static string Of(DescriptionsRecord descriptions) =>
        $"descriptions of {TrainingFacts.Whole(descriptions.Tasks)} further tasks, `{descriptions.File}`" + (descriptions.Sha256 == TextToLora
            ? ": Super-NaturalInstructions task descriptions published with Text-to-LoRA by Sakana AI, Apache-2.0"
            : $" (SHA-256 `{descriptions.Sha256}`)");
}
