using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using T2L.Registry.Data;

namespace T2L.Registry.Hosting;

/// <summary>How connections and contexts are set up.</summary>
internal static class RegistrySource
{
    // Statements here take milliseconds; compiling one takes longer than that. And a server that holds its indexes in memory reads a row here as fast as a row there.
    private const string Planning = "-c jit=off -c random_page_cost=1.1";

    // Without Npgsql's own log: it writes every statement at Information, and EF Core writes them too.
    internal static NpgsqlDataSource Create(string connectionString, RegistryOptions options) => NpgsqlDataSource.Create(Text(connectionString, options));

    internal static NpgsqlConnectionStringBuilder Text(string connectionString, RegistryOptions options)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = options.CommandTimeoutSeconds };
        text.ApplicationName ??= "t2l";
        text.Options = $"{Planning} {text.Options}".TrimEnd(); // what the configuration says comes later, so it counts
        return text;
    }

    internal static DbContextOptions<RegistryDb> Options(NpgsqlDataSource source, ILoggerFactory loggers) =>
        new DbContextOptionsBuilder<RegistryDb>().UseNpgsql(source).UseModel(RegistryModel.Value).UseLoggerFactory(loggers)
            .AddInterceptors(new PreparedStatements()).ConfigureWarnings(Quieten).Options;

    // A statement is not news, and one that fails throws; whoever catches it knows whether it is. Facets count any thousand rows and want no order of them.
    private static void Quieten(WarningsConfigurationBuilder warnings) => warnings.Log(
        (RelationalEventId.CommandExecuted, LogLevel.Debug),
        (RelationalEventId.CommandError, LogLevel.Debug),
        (RelationalEventId.ConnectionError, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
        (CoreEventId.RowLimitingOperationWithoutOrderByWarning, LogLevel.Debug));
}
