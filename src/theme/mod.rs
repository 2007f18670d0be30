//! Templates, assets and texts of the user interface.
