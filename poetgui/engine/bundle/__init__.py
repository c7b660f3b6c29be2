"""Model bundles: folders on disk, the onnxruntime session, the copy filter."""
