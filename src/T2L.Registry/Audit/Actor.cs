using T2L.Registry.Data;

namespace T2L.Registry.Audit;

/// <summary>Who does something, as the audit log keeps it.</summary>
public sealed record Actor
{
    /// <summary>Names somebody.</summary>
    /// <param name="name">1 to 200 characters without control characters.</param>
    /// <exception cref="ArgumentException">It is empty, too long, or not text for one line.</exception>
    public Actor(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > Limits.Actor || name.Any(char.IsControl))
            throw new ArgumentException($"An actor's name has {name.Length} characters, some of them perhaps control characters; expected 1 to {Limits.Actor} of text.", nameof(name));
        Name = name;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Somebody that a server without authentication let in.</summary>
    public static Actor Anonymous { get; } = new("anonymous");

    /// <summary>The user of this process, as <c>user@host</c>.</summary>
    public static Actor OfProcess()
    {
        var name = $"{Environment.UserName}@{Environment.MachineName}";
        return new Actor(name.Length > Limits.Actor ? name[..Limits.Actor] : name);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
