namespace T2L.Tokenizers.ChatTemplates;

/// <summary>Why a chat template gives no text. The list is closed.</summary>
public enum ChatTemplateError
{
    /// <summary>The template breaks the grammar of the language.</summary>
    Syntax,

    /// <summary>The template uses something of Jinja that is left out here.</summary>
    Unsupported,

    /// <summary>The template uses a variable or an attribute that is not there.</summary>
    Undefined,

    /// <summary>The template does something with a value that the value's type does not allow.</summary>
    BadOperation,

    /// <summary>The template is larger, deeper, longer running or writes more than <see cref="ChatTemplateLimits"/> allows.</summary>
    LimitExceeded,

    /// <summary>The template itself refuses the conversation, with <c>raise_exception</c>.</summary>
    Raised,

    /// <summary>The conversation given to the template is not what a template can read.</summary>
    BadInput,
}
