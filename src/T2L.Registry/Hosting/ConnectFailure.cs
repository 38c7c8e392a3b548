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
        // EF Core wraps what it takes for transient.
        var (reason, advice) = (error is InvalidOperationException { InnerException: NpgsqlException inner } ? inner : error) switch
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
            NpgsqlException { InnerException: SocketException e } => Socket(e),
            NpgsqlException { InnerException: TimeoutException } => ("no answer in time", $"Check the server, or correct ConnectionStrings:Registry, {OrEmbedded}"),
            NpgsqlException { InnerException: IOException e } => (e.Message, "Check the server and its log."),
            NpgsqlException { InnerException: AggregateException { InnerException: SocketException e } } => Socket(e), // a name with several addresses
            SocketException e => Socket(e),
            _ => (null, ""),
        };
        return reason is null ? null : new RegistryUnavailableException($"The registry's database at {Where(connectionString)} cannot be used: {reason.TrimEnd('.')}. {advice}", error);
    }

    private static (string Reason, string Advice) Socket(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
            ("there is no host of that name", $"Correct Host in ConnectionStrings:Registry, {OrEmbedded}"),
        // The second is what .NET makes of a socket file that is not there.
        SocketError.ConnectionRefused or SocketError.AddressNotAvailable =>
            ("no server listens there", $"Start it, or correct ConnectionStrings:Registry, {OrEmbedded}"),
        _ => (e.Message, $"Check the server, or correct ConnectionStrings:Registry, {OrEmbedded}"),
    };

    private static string Where(string connectionString)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString);
        return text.Host?.StartsWith('/') == true ? $"'{text.Host}'" : $"{text.Host}:{text.Port}";
    }
}
