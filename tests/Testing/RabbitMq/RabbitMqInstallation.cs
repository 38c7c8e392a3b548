namespace T2L.Testing.RabbitMq;

/// <summary>Debian's RabbitMQ package, if it is installed.</summary>
internal static class RabbitMqInstallation
{
    public const string Folder = "/usr/lib/rabbitmq/lib";

    /// <summary>The folder of the server's own scripts; the wrappers in /usr/sbin change user and directory.</summary>
    public static string? Sbin { get; } = Directory.Exists(Folder)
        ? Directory.GetDirectories(Folder, "rabbitmq_server-*").Order(StringComparer.Ordinal).Select(found => Path.Combine(found, "sbin")).LastOrDefault()
        : null;

    /// <summary>What to put before a command so that it does not run as root; the broker's files belong to its own user then.</summary>
    public static string AsBrokerUser => Environment.IsPrivilegedProcess ? "setpriv --reuid=rabbitmq --regid=rabbitmq --clear-groups" : "";
}
