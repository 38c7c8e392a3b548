using System.Text.RegularExpressions;
using T2L.Adapters.Examples;
using T2L.Training.Evaluation.Methods;

namespace T2L.Training.Evaluation;

/// <summary>Refuses what cannot be measured, before anything is loaded.</summary>
internal static partial class EvaluationChecks
{
    private const int MostExamplesInPrompt = 7; // eight examples of the longest kind are 480 tokens; the nano base was made for 512
    private const int MostInputs = 32; // of 72 nouns enough are left then for examples that are not asked

    /// <exception cref="ArgumentException">Something cannot be measured so.</exception>
    public static void Check(EvaluationOptions options)
    {
        if (options.Wordings < 1 || options.Examples < 1 || options.MostTasks < 1 || options.Workers < 1)
            throw new ArgumentException("--wordings, --examples, --tasks-per-split and --workers must be at least 1.");
        if (options.Examples > MostInputs)
            throw new ArgumentException($"--examples is {options.Examples}, expected 1 to {MostInputs}. More descriptions ask more: --wordings.");
        if (options.WithExamples.FirstOrDefault(count => count is < 1 or > AnswerExamples.MaxCount, 1) is not 1 and var given)
            throw new ArgumentException($"--with-examples has {given}; a search takes 1 to {AnswerExamples.MaxCount} examples, for instance 4,16.");
        if (options.WithExamples.Count > 0 && options.Hypernetworks.Count == 0)
            throw new ArgumentException("--with-examples needs a hypernetwork to search with: --hypernetwork DIR.");
        options.Search.Validate();
        if (options.Shots.FirstOrDefault(shots => shots is < 1 or > MostExamplesInPrompt, 1) is not 1 and var wrong)
            throw new ArgumentException($"--shots has {wrong}; a prompt holds 1 to {MostExamplesInPrompt} examples.");
        if (options.Seeds.Count == 0 || options.Seeds.Distinct().Count() != options.Seeds.Count)
            throw new ArgumentException("--seeds needs at least one seed, none of them twice.");
        Names([.. options.Hypernetworks, .. options.ExpertHypernetworks]);
        Folders(options);
    }

    /// <summary>Refuses methods of one name, whose figures could not be told apart.</summary>
    /// <exception cref="ArgumentException">Two are called the same.</exception>
    public static void Methods(IEnumerable<MethodName> methods)
    {
        if (methods.GroupBy(method => method.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"Two methods are called '{twice.Key}'. Name no number twice in --shots and --with-examples, and call no --hypernetwork as another method is called.");
    }

    private static void Names(IReadOnlyList<NamedFolder> hypernetworks)
    {
        foreach (var (name, _) in hypernetworks)
            if (!Name().IsMatch(name))
                throw new ArgumentException($"A hypernetwork is named '{name}'; a name has lower-case letters, digits, - and _, and begins with a letter.");
        var twice = hypernetworks.GroupBy(hypernetwork => hypernetwork.Name).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
            throw new ArgumentException($"Two hypernetworks are named '{twice.Key}'. Give each a name: --hypernetwork NAME=DIR, --expert-hypernetwork NAME=DIR.");
    }

    // A hypernetwork that was trained on another split has met the tasks that this one calls unseen.
    private static void Folders(EvaluationOptions options)
    {
        if (options.Seeds.Count == 1)
            return;
        var splitBound = options.Hypernetworks.Select(hypernetwork => ("--hypernetwork", (string?)hypernetwork.Folder))
            .Concat(options.ExpertHypernetworks.Select(hypernetwork => ("--expert-hypernetwork", (string?)hypernetwork.Folder)))
            .Append(("--experts", options.Experts)).Append(("--oracles", options.Oracles)).Append(("--multi-task", options.MultiTask));
        foreach (var (option, folder) in splitBound)
            if (folder is not null && !folder.Contains(EvaluationOptions.SeedMark, StringComparison.Ordinal))
                throw new ArgumentException($"{option} '{folder}' is one folder for {options.Seeds.Count} seeds, but each seed is another split. Train one for each and write {EvaluationOptions.SeedMark} where their names differ.");
    }

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,39}$")]
    private static partial Regex Name();
}
