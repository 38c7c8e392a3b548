using Microsoft.Extensions.Options;
using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Client;
using T2L.Contracts;
using T2L.Hub;
using T2L.Registry.Catalog;
using T2L.Registry.Publishing;
using T2L.Registry.Quality;
using T2L.Registry.Tenants;
using T2L.Tokenizers.Formats;
using T2L.Training.Rows;
using T2L.Worker.Generation;

namespace T2L.Cli;

/// <summary>Turns an exception into one line and an exit code: 2 for what the user gave, 1 for what went wrong here.</summary>
internal static class Failures
{
    private static readonly (string Address, string Command)[] ByCommand =
    [
        ("GET /v1/adapters lists them", "./t2l adapters list lists them"), ("POST /v1/adapters answers with the address of the job it starts", "./t2l jobs list lists them"),
        ("Send 'Authorization: Bearer' and a key", "Set T2L_API_KEY to a key"),
        ("GET /v1/models lists them", "./t2l adapters list and ./t2l base-models list show them"),
    ];

    public static int ExitCodeOf(Exception exception) => Unwrap(exception) switch
    {
        UsageException or ExampleFormatException or ArgumentException or AdapterFormatException or ModelFormatException or DataFormatException
            or FileNotFoundException or DirectoryNotFoundException or PathTooLongException => ExitCode.BadInput,
        OptionsValidationException or UnknownTenantException or UnknownModelException or AdapterNotFoundException or AdapterDoesNotFitException or AdapterQuarantinedException or MixException or GenerationException => ExitCode.BadInput,
        InferenceException { Error: InferenceError.AdapterNotFound or InferenceError.AdapterDoesNotFit or InferenceError.PromptTooLong or InferenceError.PromptNotUsable } => ExitCode.BadInput,
        HubException { IsCallers: true } => ExitCode.BadInput,
        T2LException { Status: >= System.Net.HttpStatusCode.BadRequest and < System.Net.HttpStatusCode.InternalServerError } => ExitCode.BadInput,
        _ => ExitCode.Failure,
    };

    public static string Sentence(Exception exception) => Unwrap(exception) switch
    {
        OperationCanceledException => "Cancelled.",
        // The runtime appends the parameter's name to the sentence; it means nothing to a reader.
        ArgumentException { ParamName: { } name } argument => argument.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal),
        // A server speaks of its addresses; here the same is a command.
        T2LException told => ByCommand.Aggregate(told.Message, (sentence, words) => sentence.Replace(words.Address, words.Command, StringComparison.Ordinal)),
        var other => other.Message,
    };

    private static Exception Unwrap(Exception exception) =>
        // Work in parallel that fails twice mostly fails for the same reason; what was only cancelled because of it says nothing.
        exception is AggregateException { InnerExceptions: [_, ..] inners } ? Unwrap(inners.FirstOrDefault(one => one is not OperationCanceledException) ?? inners[0])
        : exception is TypeInitializationException { InnerException: { } inner } ? Unwrap(inner)
        : exception;
}
