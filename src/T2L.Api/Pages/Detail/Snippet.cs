using T2L.Adapters;

namespace T2L.Api.Pages.Detail;

/// <summary>A way to use an adapter, ready to be copied.</summary>
/// <param name="Id">Part of the ids on the page.</param>
/// <param name="Title">What it is written in.</param>
/// <param name="Code">The text.</param>
public sealed record Snippet(string Id, string Title, string Code)
{
    internal static IReadOnlyList<Snippet> Of(DetailModel model) => model.Entry.Kind == AdapterKind.Lora
        ? [Curl(model), CSharp(model), Python(model), Vllm(model)]
        : [Curl(model), CSharp(model), Shell(model)];

    private static Snippet Curl(DetailModel model) => new("curl", "curl", $$"""
        curl {{model.Server}}/v1/completions \
          -H 'Content-Type: application/json' \
          -d '{"model": "{{model.Reference}}",
               "prompt": "your words",
               "max_tokens": 32}'
        """);

    private static Snippet CSharp(DetailModel model) => new("csharp", "C#", $$"""
        using System.Net.Http.Json;

        using var http = new HttpClient
        {
            BaseAddress = new("{{model.Server}}"),
        };
        var answer = await http.PostAsJsonAsync(
            "/v1/completions",
            new
            {
                model = "{{model.Reference}}",
                prompt = "your words",
                max_tokens = 32,
            });
        Console.WriteLine(await answer.Content
            .ReadAsStringAsync());
        """);

    private static Snippet Python(DetailModel model) => new("python", "PEFT", $$"""
        # curl -o adapter.zip \
        #   {{model.Server}}{{model.ApiPath}}/download
        # unzip adapter.zip -d adapter
        from transformers import AutoModelForCausalLM
        from peft import PeftModel

        base = AutoModelForCausalLM.from_pretrained(
            "{{PythonText(model.Entry.BaseModel)}}")
        model = PeftModel.from_pretrained(
            base, "adapter")
        """);

    private static Snippet Vllm(DetailModel model) => new("vllm", "vLLM", $$"""
        ./t2l adapters export {{model.Reference}} \
          --for vllm --out adapter
        vllm serve {{ShellText(model.Entry.BaseModel)}} \
          --enable-lora --max-lora-rank {{Math.Max(8, model.Entry.Rank ?? 8)}} \
          --lora-modules {{model.Entry.Name.Split('/')[^1]}}=adapter
        """);

    private static Snippet Shell(DetailModel model) => new("shell", "Shell", $$"""
        # a LoRA that comes near the expert,
        # for servers that know no experts
        ./t2l svf export {{model.Reference}} --form lora --out adapter
        """);

    // The base model's name is whatever a file said: in a snippet it must stay one word of its language.
    private static string PythonText(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string ShellText(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.')
        ? text
        : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal).ReplaceLineEndings(" ")}'";
}
