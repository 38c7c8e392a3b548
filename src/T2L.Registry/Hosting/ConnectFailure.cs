using System.Net.Sockets;
using Npgsql;

namespace T2L.Registry.Hosting;

/// <summary>Words the failures of connecting. Other database errors are left as they are.</summary>
internal static class ConnectFailure
{
    private const string OrEmbedded = "or leave it empty to let T2L run its own PostgreSQL.";

    /// <summary>One line for the user.</summary>
    /// <returns>Null when the error is not about connecting.</returns>
    internal static RegistryUnavailableException? Describe(Exception error, string connectionString)
    {
        var (reason, advice) = error switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } e =>
                (e.MessageText, "Correct user and password in ConnectionStrings:Registry."),
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } e =>
                (e.MessageText, "Create the database, or name one that exists in ConnectionStrings:Registry."),
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } e =>
                (e.MessageText, "Create the database as an administrator, or let this user create it."),
            PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } e =>
                (e.MessageText, "End other users of the server, or raise its max_connections."),
            PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown } e =>
                (e.MessageText, "Try again in a moment."),
            PostgresException => (null, ""),
            NpgsqlException { InnerException: SocketException e } => (e.Message, $"Start the server, or correct ConnectionStrings:Registry, {OrEmbedded}"),
            NpgsqlException { InnerException: TimeoutException } => ("no answer in time", $"Check the server, or correct ConnectionStrings:Registry, {OrEmbedded}"),
            NpgsqlException { InnerException: IOException e } => (e.Message, "Check the server and its log."),
            NpgsqlException { InnerException: AggregateException e } => (e.InnerExceptions[0].Message, $"Start the server, or correct ConnectionStrings:Registry, {OrEmbedded}"),
            SocketException e => (e.Message, $"Correct Host in ConnectionStrings:Registry, {OrEmbedded}"),
            _ => (null, ""),
        };
        return reason is null ? null : new RegistryUnavailableException($"The registry's database at {Where(connectionString)} cannot be used: {reason.TrimEnd('.')}. {advice}", error);
    }

    private static string Where(string connectionString)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString);
        return text.Host?.StartsWith('/') == true ? $"'{text.Host}'" : $"{text.Host}:{text.Port}";
    }
}
