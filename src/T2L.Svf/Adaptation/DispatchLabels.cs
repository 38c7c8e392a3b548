namespace T2L.Svf.Adaptation;

/// <summary>What labels have to be before a first pass can choose among them.</summary>
internal static class DispatchLabels
{
    /// <summary>The labels, each once and none empty.</summary>
    /// <exception cref="ArgumentException">They are not; the message names the one at fault.</exception>
    public static string[] Checked(IEnumerable<string> labels)
    {
        string[] all = [.. labels];
        if (all.Length == 0)
            throw new ArgumentException("There is no expert to choose; expected at least one.", nameof(labels));
        if (Array.Exists(all, string.IsNullOrWhiteSpace))
            throw new ArgumentException("An expert has no label; a first pass answers with labels. Give it one: ./t2l svf import --label; or name it by its name in the registry.", nameof(labels));
        if (Array.Exists(all, label => label == Skill.Other))
            throw new ArgumentException($"An expert is called '{Skill.Other}'; that word stands for the base model. Name the expert otherwise.", nameof(labels));
        if (all.GroupBy(label => label, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"{twice.Count()} experts are called '{twice.Key}'; a first pass cannot tell them apart. Name them by their names in the registry, leave all but one out, or mix them: ./t2l svf mix.", nameof(labels));
        return all;
    }
}
