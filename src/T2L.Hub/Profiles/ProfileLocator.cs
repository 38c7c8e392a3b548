using T2L.Hub.Cache;

namespace T2L.Hub.Profiles;

/// <summary>Finds the parts of a profile on this machine, without the network.</summary>
/// <param name="cacheRoot">The cache, <see cref="HubOptions.CacheRoot"/>.</param>
/// <param name="root">Where relative folders begin.</param>
public sealed class ProfileLocator(string cacheRoot, string root)
{
    /// <summary>Whether each part is here.</summary>
    /// <param name="profile">The profile.</param>
    public IReadOnlyList<PartState> States(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return [.. profile.Parts.Select(part => State(part.Kind, part.Part))];
    }

    /// <summary>The folder of one part.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="kind">Which part.</param>
    /// <exception cref="HubException">It is not here; the message has the line that pulls it.</exception>
    public string Require(Profile profile, PartKind kind)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var (state, name) = (States(profile).First(state => state.Kind == kind), profile.Name);
        if (state.Folder is { } folder)
            return folder;
        throw new HubException(HubError.NotCached, state.Part.Reference is null
            ? $"The {state.KindName} of profile '{name}' is not here: {state.Missing}. Mend Profiles:{name}:{kind}:Source in appsettings.json."
            : $"The {state.KindName} of profile '{name}' is not in the cache '{cacheRoot}': {state.Missing}. Pull it first: ./t2l pull {Profile.Prefix}{name} (--dry-run says how much that is).");
    }

    private PartState State(PartKind kind, ProfilePart part)
    {
        if (part.Reference is not { } reference)
        {
            var local = Path.GetFullPath(Path.Combine(part.Source, part.Folder), root);
            return Directory.Exists(local) ? new(kind, part, local, null) : new(kind, part, null, $"there is no folder '{local}'");
        }
        if (new HubCache(cacheRoot).Find(reference) is not { } snapshot)
            return new(kind, part, null, $"{reference} was never pulled");
        var missing = Missing(part, snapshot);
        return missing is null ? new(kind, part, Path.Combine(snapshot, part.Folder), null) : new(kind, part, null, $"{reference} lacks '{missing}'");
    }

    private static string? Missing(ProfilePart part, string snapshot)
    {
        var files = HubCache.Files(snapshot);
        return part.Filter.Unmatched(files).FirstOrDefault() ?? MissingShard(Path.Combine(snapshot, part.Folder));
    }

    // What a pattern cannot say: that all shards are here.
    private static string? MissingShard(string folder)
    {
        var index = Path.Combine(folder, SafetensorsIndex.FileName);
        return File.Exists(index) ? SafetensorsIndex.Shards(index).FirstOrDefault(shard => !File.Exists(Path.Combine(folder, shard))) : null;
    }
}
