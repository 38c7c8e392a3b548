using T2L.Tokenizers.ChatTemplates.Library;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Statements;
using T2L.Tokenizers.ChatTemplates.Syntax;
using T2L.Tokenizers.ChatTemplates.Values;
using T2L.Tokenizers.Formats;

namespace T2L.Tokenizers.ChatTemplates;

/// <summary>Turns a conversation into the text that a model was taught to continue. Safe for use by many threads.</summary>
/// <remarks>
/// The language is the part of Jinja that chat templates use, with the settings and functions that transformers gives them
/// (docs/chat-templates.md). A template comes from outside: it sees nothing but its variables, and <see cref="ChatTemplateLimits"/> bounds it.
/// </remarks>
public sealed class ChatTemplate
{
    private readonly Body _body;
    private readonly ChatTemplateLimits _limits;

    private ChatTemplate(Body body, string source, SpecialTokens tokens, ChatTemplateLimits limits) =>
        (_body, Source, Tokens, _limits) = (body, source, tokens, limits);

    /// <summary>The template, as the user knows it: its file, or the name it was given.</summary>
    public string Source { get; }

    /// <summary>The special tokens it can write.</summary>
    public SpecialTokens Tokens { get; }

    /// <summary>Further templates of the same model by name, such as <c>tool_use</c>.</summary>
    public IReadOnlyDictionary<string, ChatTemplate> Named { get; private init; } = new Dictionary<string, ChatTemplate>();

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="source">What to call it in error texts.</param>
    /// <param name="tokens">The special tokens it can write; null for none.</param>
    /// <param name="limits">What it may use; null for the usual limits.</param>
    /// <exception cref="ChatTemplateException">It is too long, is not of the grammar, or uses what is left out.</exception>
    public static ChatTemplate Parse(string text, string source = "chat template", SpecialTokens? tokens = null, ChatTemplateLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        limits ??= ChatTemplateLimits.Default;
        return new ChatTemplate(TemplateParser.Read(text, source, limits), source, tokens ?? SpecialTokens.None, limits);
    }

    /// <summary>Reads the template of a model folder; null where the model has none.</summary>
    /// <exception cref="ModelFormatException">A file that should hold it is damaged.</exception>
    /// <exception cref="ChatTemplateException">The template cannot be used.</exception>
    public static ChatTemplate? Load(string directory) => ChatTemplateFolder.Read(directory);

    /// <summary>Reads a template of its own file, with the special tokens of a model folder.</summary>
    /// <exception cref="ModelFormatException">The file is missing, too large or not text.</exception>
    /// <exception cref="ChatTemplateException">The template cannot be used.</exception>
    public static ChatTemplate LoadFile(string path, SpecialTokens? tokens = null) => Parse(ChatTemplateFolder.ReadText(path), path, tokens);

    /// <summary>The text of a conversation.</summary>
    /// <param name="request">The conversation and what else the template may use. With tools, the model's template <c>tool_use</c> goes first.</param>
    /// <exception cref="ChatTemplateException">The template refuses the conversation, or fails.</exception>
    public string Render(ChatRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Tools is not null && Named.TryGetValue("tool_use", out var withTools) && withTools != this)
            return withTools.Render(request);
        var run = new Run(_limits, request.Clock);
        try
        {
            var scope = new Scope(run);
            GlobalFunctions.Define(scope);
            SetVariables(scope, request, run);
            return _body.Render(scope);
        }
        catch (TemplateFault fault)
        {
            throw new ChatTemplateException(fault.Error, Source, run.Line, fault.Message);
        }
    }

    internal ChatTemplate WithNamed(IReadOnlyDictionary<string, ChatTemplate> named) => new(_body, Source, Tokens, _limits) { Named = named };

    private void SetVariables(Scope scope, ChatRequest request, Run run)
    {
        foreach (var (name, token) in Tokens.ByName)
            scope.Set(name, new TextValue(token));
        scope.Set("messages", new ListValue([.. request.Messages.Select(message => message.ToValue(run))], run));
        scope.Set("add_generation_prompt", BooleanValue.Of(request.AddGenerationPrompt));
        scope.Set("tools", request.Tools is { } tools ? JsonValues.Of(tools, run) : NoneValue.Instance);
        scope.Set("documents", request.Documents is { } documents ? JsonValues.Of(documents, run) : NoneValue.Instance);
        foreach (var (name, value) in request.Variables)
            scope.Set(name, JsonValues.Of(value, run));
    }
}
