using System.Text;
using T2L.Training.Tasks.Inputs;

namespace T2L.Training.Tasks.Descriptions;

/// <summary>Writes English descriptions of tasks: a phrase for the operation, one for the format, a frame around them.</summary>
internal sealed class DescriptionWriter(PhraseBook phrases, SentenceBook sentences)
{
    private const double SilentPlainShare = 0.75;
    private const double FormatOnlyShare = 0.35;
    private static readonly Lazy<DescriptionWriter> Shared = new(() =>
        new DescriptionWriter(PhraseBook.Load(), SentenceBook.Parse("frames.txt", EmbeddedText.Lines("Phrases.frames.txt"))));

    /// <summary>The writer with the phrases inside the assembly; shared by all threads.</summary>
    public static DescriptionWriter Default => Shared.Value;

    public PhraseBook Phrases => phrases;

    public SentenceBook Sentences => sentences;

    public string Write(TaskDefinition task, Random random, Wording wording)
    {
        if (CanSpeakOfFormatOnly(task) && random.NextDouble() < FormatOnlyShare)
            return WriteFormatOnly(task, random, wording);
        var operation = new OperationWriter(phrases, sentences, task.Operation, random, wording);
        var frames = sentences.Frames(wording);
        var frame = frames[random.Next(frames.Count)];
        while (!operation.Can(frame.Form))
            frame = frames[random.Next(frames.Count)];
        var silent = task.Format == AnswerFormat.Plain && random.NextDouble() < SilentPlainShare;
        var text = new StringBuilder(160);
        frame.Write(text, withOptional: !silent, slot => slot switch
        {
            "task" => operation.Phrase(frame.Form),
            "a" => Pick(phrases.InputsOf(task.Operation), random),
            "tail" => Format(PhraseForm.Tail),
            "fdo" => Format(PhraseForm.Do),
            _ => Format(PhraseForm.Say),
        });
        return Typography.Vary(text, random);

        string Format(PhraseForm form) => phrases.Of(task.Format).Of(form).Pick(random, wording);
    }

    // "Put the word in brackets": where nothing is done to the word, people speak of the format only.
    private static bool CanSpeakOfFormatOnly(TaskDefinition task) => task.Family == "word.copy" && task.Format != AnswerFormat.Plain;

    private string WriteFormatOnly(TaskDefinition task, Random random, Wording wording)
    {
        var frames = sentences.Frames(wording);
        var frame = frames[random.Next(frames.Count)];
        while (frame.Form != PhraseForm.Do)
            frame = frames[random.Next(frames.Count)];
        var text = new StringBuilder(120);
        frame.Write(text, withOptional: false, slot => slot == "a"
            ? Pick(phrases.InputsOf(task.Operation), random)
            : phrases.Of(task.Format).Of(PhraseForm.Do, PhraseRole.Result).Pick(random, wording));
        return Typography.Vary(text, random);
    }

    private static string Pick(IReadOnlyList<string> texts, Random random) => texts[random.Next(texts.Count)];
}
