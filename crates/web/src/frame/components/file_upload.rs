use askama::Template;

use super::control::{Control, control_methods};
use crate::frame::html::{Html, Text};

/// A file to be sent. The form around it needs `enctype="multipart/form-data"`.
#[derive(Clone, Debug, Template)]
#[template(path = "frame/components/file_upload.html")]
pub struct FileUpload {
    control: Control,
    accept: Option<Text>,
}

super::component!(FileUpload);
control_methods!(FileUpload);

impl FileUpload {
    pub fn new(name: impl Into<Text>, label: impl Into<Html>) -> Self {
        Self {
            control: Control::new(name, label),
            accept: None,
        }
    }

    /// The kinds of file that the browser offers first: ".xml,.csv". The server looks for itself.
    #[must_use]
    pub fn accept(mut self, kinds: impl Into<Text>) -> Self {
        self.accept = Some(kinds.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::fixtures;

    #[test]
    fn a_file_upload_is_the_packages() {
        fixtures::check(
            "file-upload",
            &[
                "default",
                "with hint text",
                "with error message and hint",
                "with label as page heading",
                "id",
                "error",
                "disabled",
            ],
            |options| {
                let mut upload = FileUpload::new(options.text("/name").unwrap(), options.words("/label").unwrap());
                fixtures::control(options, &mut upload.control);
                upload.into()
            },
        );
    }
}
