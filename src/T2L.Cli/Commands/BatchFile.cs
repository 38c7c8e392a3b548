using System.Text.Json;
using System.Text.Json.Serialization;
using T2L.Adapters.Examples;
using T2L.Client.Adapters;
using T2L.Registry;
using T2L.Registry.Publishing;

namespace T2L.Cli.Commands;

/// <summary>Orders from a file: a description a line, or JSON lines with what <c>POST /v1/adapters</c> takes. Empty lines are passed over.</summary>
internal static class BatchFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads the orders; everything that can be refused is refused here, before the first is sent.</summary>
    /// <param name="path">The file; <c>-</c> for standard input.</param>
    /// <exception cref="UsageException">A line is no order, or there is none.</exception>
    public static IReadOnlyList<AdapterOrder> Read(string path)
    {
        var name = path == "-" ? "standard input" : Path.GetFileName(path);
        if (path != "-" && !File.Exists(path))
            throw new UsageException($"'{path}' does not exist. Name a file with a description a line, or - for standard input.");
        using var reader = path == "-" ? Console.In : new StreamReader(path);
        var orders = new List<AdapterOrder>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line))
                orders.Add(Order(line.Trim(), $"{name}, line {number}"));
        return orders.Count > 0 ? orders : throw new UsageException($"{name} has no descriptions; expected one a line.");
    }

    private static AdapterOrder Order(string line, string place)
    {
        var order = line.StartsWith('{') ? Parse(line, place) : new AdapterOrder(line);
        return Fault(order) is { } fault ? throw new UsageException($"{place}: {fault}") : order;
    }

    private static AdapterOrder Parse(string line, string place)
    {
        try
        {
            return JsonSerializer.Deserialize<AdapterOrder>(line, Json)!;
        }
        catch (JsonException error)
        {
            var at = error.Path is { Length: > 1 } path ? $" ({path})" : "";
            throw new UsageException($"{place} is no order: expected a JSON object with description, and name, examples and seed where wanted{at}.");
        }
    }

    private static string? Fault(AdapterOrder order) => TaskDescription.Fault(order.Description)
        ?? (order.Name is null ? null : AdapterName.Fault(order.Name))
        ?? (order.Examples is null ? null : AnswerExamples.Fault(
            [.. order.Examples.Select(example => example is null ? null : new AnswerExample(example.Input ?? "", example.Answer ?? ""))]));
}
