namespace T2L.Hub.Download;

/// <summary>The server sends whole files whatever is asked; one connection has to do.</summary>
internal sealed class RangesIgnoredException() : Exception("The server does not serve ranges.");
