using Microsoft.Extensions.Configuration;
using T2L.Hub;
using T2L.Hub.Profiles;
using T2L.Inference.Prompts;
using T2L.Tokenizers.ChatTemplates;

namespace T2L.Cli.Profiles;

/// <summary>Section <c>Profiles</c>: models that belong together, by name. Adding one is configuration only.</summary>
internal static class ProfileSettings
{
    private static readonly string[] Keys = [nameof(Profile.Hypernetwork), nameof(Profile.BaseModel), nameof(Profile.Encoder), nameof(Profile.ChatTemplate), nameof(Profile.Precision)];
    private static readonly string[] PartKeys = ["Source", "Folder", "Include", "Exclude"];
    private static readonly string[] Precisions = ["auto", "float32", "bfloat16", "float16"];
    private static readonly string[] Templates = [ChatTemplateChoice.Auto, ChatTemplateChoice.None, .. BuiltInTemplates.Names];

    /// <summary>All profiles, in order of their names.</summary>
    /// <exception cref="HubException">A value cannot be used; every such value is named.</exception>
    public static IReadOnlyList<Profile> All(IConfiguration settings)
    {
        var faults = new List<string>();
        var profiles = settings.GetSection("Profiles").GetChildren().OrderBy(section => section.Key, StringComparer.Ordinal).Select(section => Read(section, faults)).ToList();
        return faults.Count == 0 ? [.. profiles.Select(profile => profile!)] : throw new HubException(HubError.BadSetting, string.Join(" ", faults));
    }

    /// <summary>One profile.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static Profile Find(IConfiguration settings, string name)
    {
        var all = All(settings);
        return all.FirstOrDefault(profile => profile.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"There is no profile '{name}'; there is {string.Join(", ", all.Select(profile => profile.Name))}. Profiles are a section of appsettings.json.");
    }

    private static Profile? Read(IConfigurationSection section, List<string> faults)
    {
        Unknown(section, Keys, faults);
        var precision = section[nameof(Profile.Precision)];
        if (precision is not null && !Precisions.Contains(precision))
            faults.Add($"{section.Path}:{nameof(Profile.Precision)} is '{precision}'; expected {string.Join(", ", Precisions[..^1])} or {Precisions[^1]}.");
        var template = section[nameof(Profile.ChatTemplate)];
        if (template is not null && !Templates.Contains(template) && !template.EndsWith(".jinja", StringComparison.Ordinal))
            faults.Add($"{section.Path}:{nameof(Profile.ChatTemplate)} is '{template}'; expected {string.Join(", ", Templates)} or the path of a .jinja file.");
        var parts = Keys[..3].Select(key => Part(section.GetSection(key), faults)).ToList();
        return parts is [{ } hypernetwork, { } baseModel, { } encoder]
            ? new Profile(section.Key, hypernetwork, baseModel, encoder) { ChatTemplate = template, Precision = precision }
            : null;
    }

    private static ProfilePart? Part(IConfigurationSection section, List<string> faults)
    {
        Unknown(section, PartKeys, faults);
        var source = section["Source"];
        try
        {
            if (!string.IsNullOrWhiteSpace(source))
                return new ProfilePart(source, section["Folder"] ?? "", Patterns(section, "Include"), Patterns(section, "Exclude"));
            faults.Add($"{section.Path}:Source is empty; expected hf:<org>/<repo> or a folder.");
        }
        catch (HubException exception)
        {
            faults.Add($"{section.Path}: {exception.Message.TrimEnd('.')}.");
        }
        return null;
    }

    private static List<string> Patterns(IConfigurationSection section, string key) =>
        [.. section.GetSection(key).GetChildren().Select(pattern => pattern.Value ?? "")];

    private static void Unknown(IConfigurationSection section, string[] known, List<string> faults) => faults.AddRange(
        section.GetChildren().Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)).Select(child => $"{child.Path} is not a setting; there is {string.Join(", ", known)}."));
}
